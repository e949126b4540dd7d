package io.xvad.video.detectors.jdr;

import io.xvad.core.Box;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.video.motion.Thumbnail;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;

/**
 * Normal regions of one environment. Immutable and thread-safe.
 *
 * @param entries at least one
 * @param longestStay seconds, above 0: the longest stay of which the clips tell whether it is usual
 */
record RegionMemory(List<Entry> entries, double longestStay) {

    /** Pixels of a side of the thumbnails. */
    static final int SIDE = 40;

    /** Entries of which each is compared with all: more would take long whenever a model is loaded. */
    private static final int COMPARED = 1000;

    private static final int NUMBERS = 9;
    private static final int PLACES = 6;
    private static final String NAMES = "memory-names";
    private static final String PLACED = "memory-places";
    private static final String MEASURED = "memory-measures";
    private static final String FEATURES = "memory-features";
    private static final String LONGEST_STAY = "memory-longest-stay";
    private static final String THUMBNAILS = "memory-pictures";

    RegionMemory {
        entries = List.copyOf(entries);
    }

    /**
     * A region that is remembered.
     *
     * @param clip id of its clip
     * @param frame index of its frame in the clip
     * @param video number of the video that the clip is of
     * @param thumbnail of it
     */
    record Entry(String clip, int frame, int video, Region region, Thumbnail thumbnail) {}

    /**
     * The nearest of the entries.
     *
     * @param index of it; -1 if none is compared
     * @param distance infinite if none is compared
     */
    record Nearest(int index, double distance) {}

    int size() {
        return entries.size();
    }

    Region region(int index) {
        return entries.get(index).region();
    }

    /** By the distance of features. */
    Nearest nearest(Region region) {
        return nearest(region::distance, i -> true);
    }

    /** Heights of the frame to the middle of the nearest in place. */
    double away(Region region) {
        return nearest(region::away, i -> true).distance();
    }

    /** For {@value #COMPARED} entries, evenly spread, or for all if there are no more, how far by some distance the nearest of the other videos is, or of the others if all are of one. */
    double[] leftOut(Distance distance) {
        boolean several = entries.stream().mapToInt(Entry::video).distinct().count() > 1;
        int count = Math.min(COMPARED, size());
        double[] found = new double[count];
        for (int i = 0; i < count; i++) {
            int self = (int) ((long) i * size() / count);
            int video = entries.get(self).video();
            Region region = region(self);
            found[i] = nearest(
                            other -> distance.between(region, other),
                            k -> several ? entries.get(k).video() != video : k != self)
                    .distance();
        }
        return Arrays.stream(found).filter(Double::isFinite).toArray();
    }

    /** A distance of two regions. */
    @FunctionalInterface
    interface Distance {
        double between(Region one, Region other);
    }

    private Nearest nearest(ToDoubleFunction<Region> distance, IntPredicate compared) {
        int index = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < size(); i++) {
            if (compared.test(i)) {
                double one = distance.applyAsDouble(region(i));
                if (one < least) {
                    least = one;
                    index = i;
                }
            }
        }
        return new Nearest(index, least);
    }

    void write(ModelWriter model) {
        int dimension = region(0).feature().length;
        List<String> names = new ArrayList<>();
        int[] places = new int[PLACES * size()];
        double[] measures = new double[NUMBERS * size()];
        float[] features = new float[dimension * size()];
        byte[] thumbnails = new byte[Thumbnail.bytes(SIDE) * size()];
        for (int i = 0; i < size(); i++) {
            Entry entry = entries.get(i);
            Region region = entry.region();
            Box box = region.box();
            names.add(entry.clip());
            names.add(region.className());
            int[] place = {entry.frame(), entry.video(), box.x(), box.y(), box.width(), box.height()};
            System.arraycopy(place, 0, places, PLACES * i, PLACES);
            double[] numbers = {
                region.confidence(),
                region.x(),
                region.y(),
                region.height(),
                region.width(),
                region.right(),
                region.down(),
                region.stay(),
                region.lean()
            };
            System.arraycopy(numbers, 0, measures, NUMBERS * i, NUMBERS);
            System.arraycopy(region.feature(), 0, features, dimension * i, dimension);
            entry.thumbnail().into(thumbnails, i);
        }
        model.strings(NAMES, names);
        model.ints(PLACED, places);
        model.doubles(MEASURED, measures);
        model.tensor(FEATURES, Tensor.owning(features, size(), dimension));
        model.doubles(LONGEST_STAY, new double[] {longestStay});
        model.bytes(THUMBNAILS, thumbnails);
    }

    static RegionMemory read(ModelReader model) {
        List<String> names = model.strings(NAMES);
        int[] places = model.ints(PLACED);
        double[] measures = model.doubles(MEASURED);
        Tensor features = model.tensor(FEATURES);
        double[] longestStay = model.doubles(LONGEST_STAY);
        byte[] thumbnails = model.bytes(THUMBNAILS);
        int count = features.size(0);
        if (count == 0
                || names.size() != 2 * count
                || places.length != PLACES * count
                || measures.length != NUMBERS * count
                || longestStay.length != 1
                || thumbnails.length != Thumbnail.bytes(SIDE) * count) {
            throw new XvadModelException("the entries of the memory do not fit each other");
        }
        float[] rows = features.toArray();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] place = Arrays.copyOfRange(places, PLACES * i, PLACES * (i + 1));
            double[] numbers = Arrays.copyOfRange(measures, NUMBERS * i, NUMBERS * (i + 1));
            Region region = new Region(
                    new Box(place[2], place[3], place[4], place[5]),
                    names.get(2 * i + 1),
                    numbers[0],
                    numbers[1],
                    numbers[2],
                    numbers[3],
                    numbers[4],
                    numbers[5],
                    numbers[6],
                    numbers[7],
                    numbers[8],
                    Arrays.copyOfRange(rows, i * features.size(1), (i + 1) * features.size(1)));
            entries.add(new Entry(names.get(2 * i), place[0], place[1], region, Thumbnail.from(thumbnails, i, SIDE)));
        }
        return new RegionMemory(entries, longestStay[0]);
    }
}
