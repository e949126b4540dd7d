package io.xvad.detectors.nearest;

import java.util.Arrays;

/**
 * Rows in groups of alike ones: halved again and again along the value in which they differ most.
 *
 * @param order indices of the rows, group after group of {@link #SIZE}; the last may be smaller
 */
record RowGroups(int[] order) {

    static final int SIZE = 8;

    /** Groups rows of {@code length} values. */
    static RowGroups of(float[] rows, int length) {
        int[] order = new int[rows.length / length];
        Arrays.setAll(order, i -> i);
        halve(rows, length, order, 0, order.length);
        return new RowGroups(order);
    }

    private static void halve(float[] rows, int length, int[] order, int from, int to) {
        if (to - from <= SIZE) {
            return;
        }
        sort(rows, length, widest(rows, length, order, from, to), order, from, to);
        int groups = (to - from + SIZE - 1) / SIZE;
        int middle = from + groups / 2 * SIZE;
        halve(rows, length, order, from, middle);
        halve(rows, length, order, middle, to);
    }

    private static int widest(float[] rows, int length, int[] order, int from, int to) {
        double[] sums = new double[length];
        double[] squares = new double[length];
        for (int i = from; i < to; i++) {
            for (int d = 0; d < length; d++) {
                double value = rows[order[i] * length + d];
                sums[d] += value;
                squares[d] += value * value;
            }
        }
        int widest = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int d = 0; d < length; d++) {
            double spread = squares[d] - sums[d] * sums[d] / (to - from);
            if (spread > largest) {
                largest = spread;
                widest = d;
            }
        }
        return widest;
    }

    private static void sort(float[] rows, int length, int value, int[] order, int from, int to) {
        long[] keys = new long[to - from];
        for (int i = 0; i < keys.length; i++) {
            int row = order[from + i];
            int bits = Float.floatToIntBits(rows[row * length + value]);
            int ordered = bits ^ bits >> 31 & Integer.MAX_VALUE;
            keys[i] = (long) ordered << 32 | row;
        }
        Arrays.sort(keys);
        for (int i = 0; i < keys.length; i++) {
            order[from + i] = (int) keys[i];
        }
    }

    /** Number of groups. */
    int count() {
        return (order.length + SIZE - 1) / SIZE;
    }

    /** Where a group begins in {@link #order}. */
    int start(int group) {
        return group * SIZE;
    }

    /** Where it ends. */
    int end(int group) {
        return Math.min(order.length, (group + 1) * SIZE);
    }
}
