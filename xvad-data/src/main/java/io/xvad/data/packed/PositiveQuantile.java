package io.xvad.data.packed;

import java.util.OptionalDouble;
import java.util.function.IntFunction;

/**
 * A quantile of the positive ones of values that are too many to keep, by nearest rank and exact: positive numbers are in the order of
 * their bits, so the upper half of these is counted in a first pass and the lower half of those that agree with it in a second.
 */
final class PositiveQuantile {

    private static final int HALF = 16;
    private static final int LOWER = (1 << HALF) - 1;

    private final int parts;
    private final IntFunction<float[]> values;

    private PositiveQuantile(int parts, IntFunction<float[]> values) {
        this.parts = parts;
        this.values = values;
    }

    /**
     * The least positive value that at least a share of the positive values does not exceed.
     *
     * @param share in (0,1]
     * @param parts of the values
     * @param values finite, of the part of a number; asked for twice
     * @return empty if none is positive
     */
    static OptionalDouble of(double share, int parts, IntFunction<float[]> values) {
        return new PositiveQuantile(parts, values).at(share);
    }

    private OptionalDouble at(double share) {
        long[] upper = new long[LOWER + 1];
        eachPositive(bits -> upper[bits >>> HALF]++);
        long count = sum(upper, upper.length);
        if (count == 0) {
            return OptionalDouble.empty();
        }
        long rank = Math.min(count, (long) Math.ceil(share * count));
        int high = holding(upper, rank);
        long[] lower = new long[LOWER + 1];
        eachPositive(bits -> lower[bits & LOWER] += bits >>> HALF == high ? 1 : 0);
        int low = holding(lower, rank - sum(upper, high));
        return OptionalDouble.of(Float.intBitsToFloat(high << HALF | low));
    }

    /** What is done with the bits of a value. */
    private interface Bits {
        void take(int bits);
    }

    private void eachPositive(Bits counting) {
        for (int part = 0; part < parts; part++) {
            for (float value : values.apply(part)) {
                if (value > 0) {
                    counting.take(Float.floatToIntBits(value));
                }
            }
        }
    }

    private static long sum(long[] counts, int end) {
        long sum = 0;
        for (int i = 0; i < end; i++) {
            sum += counts[i];
        }
        return sum;
    }

    /** Where the value of a rank, from 1, was counted. */
    private static int holding(long[] counts, long rank) {
        int at = 0;
        for (long left = rank - counts[0]; left > 0; left -= counts[at]) {
            at++;
        }
        return at;
    }
}
