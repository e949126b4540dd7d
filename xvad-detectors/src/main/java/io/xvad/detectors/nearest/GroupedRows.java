package io.xvad.detectors.nearest;

import java.util.Arrays;

/** Rows and their shortened forms, group by group, to be compared with queries one group at a time. Immutable and thread-safe. */
final class GroupedRows {

    /** What sums of float32 products may be wrong by, as a share of the norms: 20 times what is seen. */
    private static final double ROUNDING = 2e-5;

    private static final int STEP = 28;

    private final float[] rows;
    private final int dimension;
    private final int length;
    private final RowGroups groups;
    private final float[] shortened;
    private final float largestNorm;

    /**
     * Puts shortened rows in the order of the groups.
     *
     * @param rows all rows of {@code dimension} values
     * @param shortened the same rows in {@code length} values
     */
    GroupedRows(float[] rows, int dimension, float[] shortened, int length, RowGroups groups) {
        this.rows = rows;
        this.dimension = dimension;
        this.length = length;
        this.groups = groups;
        this.shortened = new float[shortened.length];
        for (int i = 0; i < groups.order().length; i++) {
            System.arraycopy(shortened, groups.order()[i] * length, this.shortened, i * length, length);
        }
        float largest = 0;
        for (float norm : SquaredNorms.of(shortened, length)) {
            largest = Math.max(largest, norm);
        }
        this.largestNorm = largest;
    }

    /** Shortened rows: the first of each group, then the second of each, and so on; zeros where the last group ends early. */
    float[] columns() {
        float[] columns = new float[groups.count() * RowGroups.SIZE * length];
        for (int i = 0; i < groups.order().length; i++) {
            System.arraycopy(shortened, i * length, columns, column(i) * length, length);
        }
        return columns;
    }

    /** Their squared norms; nearly infinite where the last group ends early. */
    float[] squaredNorms() {
        float[] norms = new float[groups.count() * RowGroups.SIZE];
        Arrays.fill(norms, Float.MAX_VALUE);
        float[] own = SquaredNorms.of(shortened, length);
        for (int i = 0; i < own.length; i++) {
            norms[column(i)] = own[i];
        }
        return norms;
    }

    private int column(int i) {
        return i % RowGroups.SIZE * groups.count() + i / RowGroups.SIZE;
    }

    /** A query among others, with its shortened form. */
    Query query(float[] queries, float[] shortenedQueries, int index) {
        return new Query(queries, index * dimension, shortenedQueries, index * length);
    }

    /** One query. */
    final class Query {

        private final float[] values;
        private final int offset;
        private final float[] shortValues;
        private final int shortOffset;
        private final double norm;
        private final double slack;

        private Query(float[] values, int offset, float[] shortValues, int shortOffset) {
            this.values = values;
            this.offset = offset;
            this.shortValues = shortValues;
            this.shortOffset = shortOffset;
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += shortValues[shortOffset + i] * shortValues[shortOffset + i];
            }
            this.norm = sum;
            this.slack = ROUNDING * (sum + largestNorm);
        }

        /** The largest {@code |b|^2 - 2 q.b}, shortened, of a row that may be among the nearest. */
        float limit(NearestSoFar nearest) {
            return (float) (nearest.worst() + slack - norm);
        }

        /** Compares it with the rows of a group. */
        void look(int group, NearestSoFar nearest) {
            for (int i = groups.start(group); i < groups.end(group); i++) {
                double limit = nearest.worst() + slack;
                if (isWithin(shortValues, shortOffset, shortened, i * length, length, limit)) {
                    int row = groups.order()[i];
                    if (isWithin(values, offset, rows, row * dimension, dimension, limit)) {
                        offer(row, nearest);
                    }
                }
            }
        }

        /** Takes a row into account whatever its distance. */
        void offer(int row, NearestSoFar nearest) {
            nearest.offer(squaredDistance(row), row);
        }

        private double squaredDistance(int row) {
            int from = row * dimension;
            double even = 0;
            double odd = 0;
            for (int d = 0; d < dimension - 1; d += 2) {
                double first = values[offset + d] - rows[from + d];
                double second = values[offset + d + 1] - rows[from + d + 1];
                even += first * first;
                odd += second * second;
            }
            if (dimension % 2 == 1) {
                double last = values[offset + dimension - 1] - rows[from + dimension - 1];
                even += last * last;
            }
            return even + odd;
        }
    }

    /** Whether the squared distance is at most {@code limit}, give or take rounding; stops early where it is not. */
    private static boolean isWithin(float[] a, int fromA, float[] b, int fromB, int count, double limit) {
        float bound = (float) limit;
        float sum = 0;
        for (int i = 0; i < count && sum <= bound; i += STEP) {
            sum += squared(a, fromA + i, b, fromB + i, Math.min(STEP, count - i));
        }
        return sum <= bound;
    }

    /** In four sums, which need not wait for each other. */
    private static float squared(float[] a, int fromA, float[] b, int fromB, int count) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int fours = count & -4;
        for (int i = 0; i < fours; i += 4) {
            float d0 = a[fromA + i] - b[fromB + i];
            float d1 = a[fromA + i + 1] - b[fromB + i + 1];
            float d2 = a[fromA + i + 2] - b[fromB + i + 2];
            float d3 = a[fromA + i + 3] - b[fromB + i + 3];
            sum0 += d0 * d0;
            sum1 += d1 * d1;
            sum2 += d2 * d2;
            sum3 += d3 * d3;
        }
        for (int i = fours; i < count; i++) {
            float difference = a[fromA + i] - b[fromB + i];
            sum0 += difference * difference;
        }
        return sum0 + sum1 + (sum2 + sum3);
    }
}
