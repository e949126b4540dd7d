package io.xvad.core.calibrate;

import io.xvad.core.AnomalyMap;
import java.util.Arrays;
import java.util.List;

/** How many places of a normal sample have high values: of each share in turn, half octaves from all places to one in 65,536, the value. */
final class MapTail {

    /** Number of values kept of a sample: one a share, and the largest of all. */
    static final int LENGTH = 34;

    /** Values of a sample that are looked at, at most: of a long clip every so many. */
    private static final int MOST = 1 << 20;

    private MapTail() {}

    /** The share that belongs to a position; of the last, the largest value, it is 0. */
    static double share(int position) {
        return position == LENGTH - 1 ? 0 : Math.pow(2, -0.5 * position);
    }

    /** Values such that at most the {@link #share} of each position of the sample's places lies above, ascending. */
    static double[] of(List<AnomalyMap> maps) {
        float[] sorted = some(maps);
        Arrays.sort(sorted);
        double[] tail = new double[LENGTH];
        for (int i = 0; i < LENGTH - 1; i++) {
            int notAbove = (int) Math.ceil(sorted.length * (1 - share(i)));
            tail[i] = sorted[Math.max(0, notAbove - 1)];
        }
        tail[LENGTH - 1] = maps.stream().mapToDouble(AnomalyMap::max).max().orElseThrow();
        return tail;
    }

    private static float[] some(List<AnomalyMap> maps) {
        long all = maps.stream()
                .mapToLong(map -> (long) map.height() * map.width())
                .sum();
        int stride = (int) ((all + MOST - 1) / MOST);
        float[] values = new float[(int) ((all + stride - 1) / stride)];
        long place = 0;
        int taken = 0;
        for (AnomalyMap map : maps) {
            float[] each = map.toArray();
            for (int i = (int) ((stride - place % stride) % stride); i < each.length; i += stride) {
                values[taken++] = each[i];
            }
            place += each.length;
        }
        return values;
    }
}
