package io.xvad.video.detectors.interpretable;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.progress.Cancellation;
import io.xvad.video.detectors.objects.ObjectMeasures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Normal objects, and how far another is from the nearest of them. Immutable and thread-safe.
 *
 * @param objects at least one
 * @param videos from which video each is, by number
 * @param units of the distance
 * @param neighbours over how many of the nearest is averaged
 */
record NominalObjects(List<ObjectVector> objects, int[] videos, ObjectUnits units, int neighbours) {

    private static final String CLASSES = "object-classes";
    private static final String VALUES = "object-values";
    private static final String VIDEOS = "object-videos";
    private static final String UNITS = "object-units";
    private static final int ROW = 9;

    /** How many of the normal objects nearest in place are compared with an object, factor by factor. */
    private static final int AROUND = 60;

    /** How many times as much a squared difference in place counts where headings are compared. */
    private static final double HEADING_PLACE = 9;

    /** From how many objects units are learned at the most. */
    private static final int COMPARED = 1000;

    private static final ObjectFactor[] FACTORS = ObjectFactor.values();

    NominalObjects {
        objects = List.copyOf(objects);
    }

    /**
     * With units that are learned from them.
     *
     * @param place the unit of place, in heights of the frame
     */
    static NominalObjects of(List<ObjectVector> objects, int[] videos, double place, int neighbours) {
        ObjectUnits least = ObjectUnits.least(place);
        NominalObjects normals = new NominalObjects(objects, videos, least, neighbours);
        int step = Math.max(1, objects.size() / COMPARED);
        List<double[]> parts = IntStream.iterate(0, i -> i < objects.size(), i -> i + step)
                .filter(i -> objects.get(i).hasEnded())
                .mapToObj(i -> normals.others(i))
                .flatMap(Optional::stream)
                .toList();
        return new NominalObjects(objects, videos, least.learned(parts), neighbours);
    }

    /** How far one of them is from those of other videos that are nearest in place. */
    private Optional<double[]> others(int index) {
        Cancellation.check();
        List<ObjectVector> around = around(objects.get(index), videos[index]);
        return around.isEmpty() ? Optional.empty() : Optional.of(parts(objects.get(index), around, videos[index]));
    }

    /** How far an object is from all normal ones: the mean distance of the nearest, in units; infinite if none can be compared with it. */
    double distance(ObjectVector object) {
        return distance(object, -1).orElse(Double.POSITIVE_INFINITY);
    }

    /**
     * How far it is from those of other videos; empty if none of these can be compared with it.
     *
     * @param video whose objects are left out
     */
    OptionalDouble distance(ObjectVector object, int video) {
        NearestOnes nearest = new NearestOnes(neighbours);
        for (int i = 0; i < videos.length; i++) {
            if (videos[i] != video && objects.get(i).tells(object)) {
                nearest.offer(squared(object, objects.get(i), nearest.most()), i);
            }
        }
        OptionalDouble mean = nearest.mean();
        return mean.isEmpty() ? mean : OptionalDouble.of(Math.hypot(mean.getAsDouble(), turned(object, video)));
    }

    /**
     * How much farther away, in place and heading, those are that move as it does than those that move at all, in units; a unit of place counts
     * for three. Where normal things move both ways it is 0, and on a lane no more than the way to the lane in the other direction.
     */
    private double turned(ObjectVector object, int video) {
        NearestOnes placed = new NearestOnes(neighbours);
        NearestOnes alike = new NearestOnes(neighbours);
        for (int i = 0; i < videos.length; i++) {
            ObjectVector normal = objects.get(i);
            if (videos[i] != video && normal.hasHeading()) {
                double away = HEADING_PLACE * units.squared(ObjectFactor.PLACE, object, normal);
                placed.offer(away, i);
                alike.offer(away + units.squared(ObjectFactor.HEADING, object, normal), i);
            }
        }
        return Math.max(0, alike.mean().orElse(0) - placed.mean().orElse(0));
    }

    /** No farther than is needed to know that it is not among the nearest. */
    private double squared(ObjectVector one, ObjectVector other, double most) {
        double sum = 0;
        for (int f = 0; f < FACTORS.length && sum < most; f++) {
            sum += FACTORS[f] == ObjectFactor.HEADING ? 0 : units.squared(FACTORS[f], one, other);
        }
        return sum;
    }

    /**
     * How far an object is from others in each factor by itself, in units, by {@link ObjectFactor}: the mean of the nearest of those that tell
     * all that is known of it, or of all if none does. Its heading is compared with all normal ones.
     *
     * @param others at least one
     */
    double[] parts(ObjectVector object, List<ObjectVector> others) {
        return parts(object, others, -1);
    }

    private double[] parts(ObjectVector object, List<ObjectVector> others, int video) {
        List<ObjectVector> telling =
                others.stream().filter(one -> one.tells(object)).toList();
        List<ObjectVector> compared = telling.isEmpty() ? others : telling;
        double[] parts = new double[FACTORS.length];
        for (ObjectFactor factor : FACTORS) {
            parts[factor.ordinal()] =
                    factor == ObjectFactor.HEADING ? turned(object, video) : part(factor, object, compared);
        }
        return parts;
    }

    private double part(ObjectFactor factor, ObjectVector object, List<ObjectVector> compared) {
        NearestOnes nearest = new NearestOnes(neighbours);
        for (int i = 0; i < compared.size(); i++) {
            nearest.offer(units.squared(factor, object, compared.get(i)), i);
        }
        return nearest.mean().orElseThrow();
    }

    /** Those nearest in place, the nearest first. */
    List<ObjectVector> around(ObjectVector object) {
        return around(object, -1);
    }

    private List<ObjectVector> around(ObjectVector object, int video) {
        NearestOnes nearest = new NearestOnes(AROUND);
        for (int i = 0; i < videos.length; i++) {
            if (videos[i] != video) {
                nearest.offer(units.squared(ObjectFactor.PLACE, object, objects.get(i)), i);
            }
        }
        return Arrays.stream(nearest.indices()).mapToObj(objects::get).toList();
    }

    void write(ModelWriter model) {
        double[] values = new double[ROW * objects.size()];
        for (int i = 0; i < objects.size(); i++) {
            ObjectVector one = objects.get(i);
            double[] row = {
                one.x(),
                one.y(),
                one.height(),
                one.width(),
                one.right(),
                one.down(),
                one.measures().stay(),
                one.measures().crowding(),
                one.measures().colours()
            };
            System.arraycopy(row, 0, values, ROW * i, ROW);
        }
        model.strings(CLASSES, objects.stream().map(ObjectVector::className).toList());
        model.doubles(VALUES, values);
        model.ints(VIDEOS, videos);
        model.doubles(UNITS, units.units());
    }

    static NominalObjects read(ModelReader model, int neighbours) {
        List<String> classes = model.strings(CLASSES);
        double[] values = model.doubles(VALUES);
        int[] videos = model.ints(VIDEOS);
        double[] units = model.doubles(UNITS);
        if (values.length != ROW * classes.size() || videos.length != classes.size()) {
            throw new XvadModelException("entries of " + classes.size() + " normal objects do not fit: " + values.length
                    + " values, " + videos.length + " videos");
        }
        List<ObjectVector> objects = new ArrayList<>();
        for (int i = 0; i < videos.length; i++) {
            int at = ROW * i;
            objects.add(new ObjectVector(
                    classes.get(i),
                    values[at],
                    values[at + 1],
                    values[at + 2],
                    values[at + 3],
                    values[at + 4],
                    values[at + 5],
                    new ObjectMeasures(values[at + 6], values[at + 7], values[at + 8])));
        }
        return new NominalObjects(objects, videos, new ObjectUnits(units), neighbours);
    }
}
