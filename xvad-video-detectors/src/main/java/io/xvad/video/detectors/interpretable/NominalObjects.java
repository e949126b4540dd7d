package io.xvad.video.detectors.interpretable;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

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
    private static final int ROW = 6;

    private static final ObjectFactor[] FACTORS = ObjectFactor.values();

    NominalObjects {
        objects = List.copyOf(objects);
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
            if (videos[i] != video && ObjectUnits.tells(objects.get(i), object)) {
                nearest.offer(squared(object, objects.get(i), nearest.most()), i);
            }
        }
        return nearest.mean();
    }

    /** No farther than is needed to know that it is not among the nearest. */
    private double squared(ObjectVector one, ObjectVector other, double most) {
        double sum = 0;
        for (int f = 0; f < FACTORS.length && sum < most; f++) {
            sum += units.squared(FACTORS[f], one, other);
        }
        return sum;
    }

    /**
     * How far an object is from others in each factor by itself, in units, by {@link ObjectFactor}: the mean of the nearest of those that tell
     * all that is known of it, or of all if none does.
     *
     * @param others at least one
     */
    double[] parts(ObjectVector object, List<ObjectVector> others) {
        List<ObjectVector> telling =
                others.stream().filter(one -> ObjectUnits.tells(one, object)).toList();
        List<ObjectVector> compared = telling.isEmpty() ? others : telling;
        double[] parts = new double[FACTORS.length];
        for (ObjectFactor factor : FACTORS) {
            NearestOnes nearest = new NearestOnes(neighbours);
            for (int i = 0; i < compared.size(); i++) {
                nearest.offer(units.squared(factor, object, compared.get(i)), i);
            }
            parts[factor.ordinal()] = nearest.mean().orElseThrow();
        }
        return parts;
    }

    /** Those nearest in place, the nearest first. */
    List<ObjectVector> around(ObjectVector object, int count) {
        return objects.stream()
                .sorted(Comparator.comparingDouble(object::away))
                .limit(count)
                .toList();
    }

    void write(ModelWriter model) {
        double[] values = new double[ROW * objects.size()];
        for (int i = 0; i < objects.size(); i++) {
            ObjectVector one = objects.get(i);
            double[] row = {one.x(), one.y(), one.height(), one.width(), one.right(), one.down()};
            System.arraycopy(row, 0, values, ROW * i, ROW);
        }
        model.strings(CLASSES, objects.stream().map(ObjectVector::className).toList());
        model.doubles(VALUES, values);
        model.ints(VIDEOS, videos);
        model.doubles(UNITS, new double[] {units.place(), units.size(), units.speed()});
    }

    static NominalObjects read(ModelReader model, int neighbours) {
        List<String> classes = model.strings(CLASSES);
        double[] values = model.doubles(VALUES);
        int[] videos = model.ints(VIDEOS);
        double[] units = model.doubles(UNITS);
        if (values.length != ROW * classes.size() || videos.length != classes.size() || units.length != 3) {
            throw new XvadModelException("entries of " + classes.size() + " normal objects do not fit: " + values.length
                    + " values, " + videos.length + " videos, " + units.length + " units");
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
                    values[at + 5]));
        }
        return new NominalObjects(objects, videos, new ObjectUnits(units[0], units[1], units[2]), neighbours);
    }
}
