package io.xvad.evaluation.drift;

import java.util.Arrays;

/**
 * Smoothed conformal p-values of a stream, each against all values before it (Vovk, Gammerman and Shafer 2005). If the
 * values are exchangeable, those it began with among them, the p-values are independent and uniform on (0, 1), however few there were
 * to begin with. Values are rounded to 12 significant bits, ties are broken by the random number, so that memory follows the number of different
 * values, not that of images. Not thread-safe.
 */
final class GrowingReference {

    private static final int DROPPED_BITS = 40;

    private double[] values = new double[64];
    private long[] counts = new long[64];
    private int different;
    private long size;
    private double sum;
    private double squares;

    /** A reference of no value. */
    GrowingReference() {}

    /**
     * A reference as it was saved.
     *
     * @param values ascending, each once
     * @param counts how often each was added, at least once
     * @throws IllegalArgumentException if they are not so
     */
    GrowingReference(double[] values, long[] counts) {
        if (values.length != counts.length) {
            throw new IllegalArgumentException("as many counts as values are needed");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i]) || counts[i] < 1 || i > 0 && values[i] <= values[i - 1]) {
                throw new IllegalArgumentException("values must be finite and ascending and counts at least 1");
            }
            add(values[i], counts[i]);
        }
    }

    /** The value as it counts here. */
    static double rounded(double value) {
        return Double.longBitsToDouble(Double.doubleToLongBits(value) >> DROPPED_BITS << DROPPED_BITS) + 0.0;
    }

    void add(double value) {
        add(rounded(value), 1);
    }

    private void add(double rounded, long times) {
        int at = Arrays.binarySearch(values, 0, different, rounded);
        if (at < 0) {
            at = -at - 1;
            insert(at, rounded);
        }
        counts[at] += times;
        size += times;
        sum += times * rounded;
        squares += times * rounded * rounded;
    }

    private void insert(int at, double value) {
        if (different == values.length) {
            values = Arrays.copyOf(values, 2 * different);
            counts = Arrays.copyOf(counts, 2 * different);
        }
        System.arraycopy(values, at, values, at + 1, different - at);
        System.arraycopy(counts, at, counts, at + 1, different - at);
        values[at] = value;
        counts[at] = 0;
        different++;
    }

    /**
     * The p-value of a value, before it is added: near 0 if it is higher than nearly all, near 1 if it is lower.
     *
     * @param random uniform, in (0, 1)
     */
    double pValue(double value, double random) {
        int at = Arrays.binarySearch(values, 0, different, rounded(value));
        long equal = at < 0 ? 0 : counts[at];
        long higher = 0;
        for (int i = at < 0 ? -at - 1 : at + 1; i < different; i++) {
            higher += counts[i];
        }
        return (higher + random * (equal + 1)) / (size + 1);
    }

    /** How many values were added. */
    long size() {
        return size;
    }

    double sum() {
        return sum;
    }

    /** Sum of squares. */
    double squares() {
        return squares;
    }

    double[] values() {
        return Arrays.copyOf(values, different);
    }

    long[] counts() {
        return Arrays.copyOf(counts, different);
    }
}
