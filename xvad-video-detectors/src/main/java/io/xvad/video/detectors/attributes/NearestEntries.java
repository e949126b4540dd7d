package io.xvad.video.detectors.attributes;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Finds the nearest of several entries of a memory bank. */
final class NearestEntries {

    private NearestEntries() {}

    /**
     * Indices of the nearest entries, nearest first.
     *
     * @param count most of them; fewer come back if fewer are allowed
     */
    static int[] nearest(int[] among, int count, IntPredicate allowed, IntToDoubleFunction distance) {
        double[] distances = new double[count];
        int[] best = new int[count];
        int found = 0;
        for (int index : among) {
            if (!allowed.test(index)) {
                continue;
            }
            double here = distance.applyAsDouble(index);
            if (found == count && here >= distances[count - 1]) {
                continue;
            }
            int at = found < count ? found++ : count - 1;
            while (at > 0 && distances[at - 1] > here) {
                distances[at] = distances[at - 1];
                best[at] = best[at - 1];
                at--;
            }
            distances[at] = here;
            best[at] = index;
        }
        return Arrays.copyOf(best, found);
    }

    /** Mean distance of the nearest entries; 0 if there is none. */
    static double meanDistance(int[] among, int count, IntPredicate allowed, IntToDoubleFunction distance) {
        return Arrays.stream(nearest(among, count, allowed, distance))
                .mapToDouble(distance)
                .average()
                .orElse(0);
    }

    static int[] all(int count) {
        return IntStream.range(0, count).toArray();
    }
}
