package io.xvad.data.preprocess;

import java.nio.FloatBuffer;

/**
 * How a line becomes one of another length: each new sample is a weighted sum of a few neighbouring ones. Immutable and thread-safe.
 */
public final class LineKernel {

    private final int[] starts;
    private final float[][] weights;

    private LineKernel(int[] starts, float[][] weights) {
        this.starts = starts;
        this.weights = weights;
    }

    /**
     * Put together from what each sample alone gives.
     *
     * @param given for each sample of a line what it gives each of the new ones if it is 1 and the others are 0; at least one, all of one length
     */
    public static LineKernel of(float[][] given) {
        int[] starts = new int[given[0].length];
        float[][] weights = new float[starts.length][];
        for (int i = 0; i < starts.length; i++) {
            int first = 0;
            while (first < given.length - 1 && given[first][i] == 0) {
                first++;
            }
            int end = given.length;
            while (end > first + 1 && given[end - 1][i] == 0) {
                end--;
            }
            starts[i] = first;
            weights[i] = new float[end - first];
            for (int k = first; k < end; k++) {
                weights[i][k - first] = given[k][i];
            }
        }
        return new LineKernel(starts, weights);
    }

    /** The kernel of bilinear resizing. */
    static LineKernel resizing(int from, int to, boolean antialias) {
        requireSides(from, to);
        double scale = from / (double) to;
        double support = antialias ? Math.max(1, scale) : 1;
        int[] starts = new int[to];
        float[][] weights = new float[to][];
        for (int i = 0; i < to; i++) {
            double centre = Math.max(antialias ? 0 : 0.5, (i + 0.5) * scale);
            starts[i] = Math.max(0, (int) Math.floor(centre - support + 0.5));
            int end = Math.min(from, (int) Math.floor(centre + support + 0.5));
            weights[i] = triangle(centre, support, starts[i], end);
        }
        return new LineKernel(starts, weights);
    }

    /** The kernel of linear resizing in which the first and the last samples of both lines are at one place. */
    static LineKernel cornerAligned(int from, int to) {
        requireSides(from, to);
        double scale = to == 1 ? 0 : (from - 1) / (double) (to - 1);
        float[][] given = new float[from][to];
        for (int i = 0; i < to; i++) {
            int low = Math.min(from - 1, (int) (i * scale));
            double share = i * scale - low;
            given[low][i] += (float) (1 - share);
            given[Math.min(from - 1, low + 1)][i] += (float) share;
        }
        return of(given);
    }

    /** The kernel by which each new sample is the mean of what it covers. */
    static LineKernel covering(int from, int to) {
        requireSides(from, to);
        double scale = from / (double) to;
        int[] starts = new int[to];
        float[][] weights = new float[to][];
        for (int i = 0; i < to; i++) {
            double low = i * scale;
            double high = Math.min(from, low + scale);
            starts[i] = (int) low;
            weights[i] = new float[Math.max(1, (int) Math.ceil(high) - starts[i])];
            for (int k = 0; k < weights[i].length; k++) {
                int sample = starts[i] + k;
                weights[i][k] = (float) ((Math.min(high, sample + 1.0) - Math.max(low, sample)) / (high - low));
            }
        }
        return new LineKernel(starts, weights);
    }

    private static void requireSides(int from, int to) {
        if (from < 1 || to < 1) {
            throw new IllegalArgumentException("sides must be at least 1, got " + from + " to " + to);
        }
    }

    private static float[] triangle(double centre, double support, int start, int end) {
        double[] raw = new double[end - start];
        double sum = 0;
        for (int k = 0; k < raw.length; k++) {
            raw[k] = Math.max(0, 1 - Math.abs(start + k + 0.5 - centre) / support);
            sum += raw[k];
        }
        float[] normalised = new float[raw.length];
        for (int k = 0; k < raw.length; k++) {
            normalised[k] = (float) (raw[k] / sum);
        }
        return normalised;
    }

    int size() {
        return starts.length;
    }

    /**
     * A square plane, row-major, with this applied along its rows and its columns.
     *
     * @param plane {@code side * side} values, as many a line as this was made for
     */
    public float[] square(float[] plane, int side) {
        return plane(FloatBuffer.wrap(plane), 0, side, side, this, this);
    }

    /** A plane that begins at {@code offset}. Rows are added up fastest, so the direction that leaves fewer values comes first. */
    static float[] plane(
            FloatBuffer source, int offset, int height, int width, LineKernel vertical, LineKernel horizontal) {
        if (vertical.size() < height) {
            float[] low = vertical.applyRows(source, offset, width);
            return horizontal.applyLines(FloatBuffer.wrap(low), 0, vertical.size(), width);
        }
        float[] wide = horizontal.applyLines(source, offset, height, width);
        return vertical.applyRows(FloatBuffer.wrap(wide), 0, horizontal.size());
    }

    /**
     * Resizes all lines of a plane that begins at {@code offset}, four at a time: additions to one sum wait for each other. The last
     * line may be repeated.
     */
    private float[] applyLines(FloatBuffer source, int offset, int count, int length) {
        float[] out = new float[count * size()];
        float[][] lines = new float[4][length];
        for (int first = 0; first < count; first += 4) {
            for (int i = 0; i < 4; i++) {
                source.get(offset + Math.min(first + i, count - 1) * length, lines[i]);
            }
            applyFour(lines, out, first, count - 1);
        }
        return out;
    }

    private void applyFour(float[][] lines, float[] out, int first, int last) {
        float[] line0 = lines[0];
        float[] line1 = lines[1];
        float[] line2 = lines[2];
        float[] line3 = lines[3];
        int to1 = Math.min(first + 1, last) * size();
        int to2 = Math.min(first + 2, last) * size();
        int to3 = Math.min(first + 3, last) * size();
        for (int i = 0; i < size(); i++) {
            float sum0 = 0;
            float sum1 = 0;
            float sum2 = 0;
            float sum3 = 0;
            int at = starts[i];
            for (float weight : weights[i]) {
                sum0 += weight * line0[at];
                sum1 += weight * line1[at];
                sum2 += weight * line2[at];
                sum3 += weight * line3[at];
                at++;
            }
            out[first * size() + i] = sum0;
            out[to1 + i] = sum1;
            out[to2 + i] = sum2;
            out[to3 + i] = sum3;
        }
    }

    /** Resizes all columns of a plane that begins at {@code offset} at once, row by row. */
    private float[] applyRows(FloatBuffer source, int offset, int width) {
        float[] out = new float[size() * width];
        float[] row = new float[width];
        for (int i = 0; i < size(); i++) {
            for (int k = 0; k < weights[i].length; k++) {
                source.get(offset + (starts[i] + k) * width, row);
                add(row, weights[i][k], out, i * width);
            }
        }
        return out;
    }

    private static void add(float[] row, float weight, float[] out, int to) {
        for (int x = 0; x < row.length; x++) {
            out[to + x] += weight * row[x];
        }
    }

    /** The transpose of resizing a line: what each sample of the original line gets from the resized one, added up. */
    void applyTransposed(float[] resized, int offset, int stride, float[] out, int outOffset, int outStride) {
        for (int i = 0; i < starts.length; i++) {
            float value = resized[offset + i * stride];
            for (int k = 0; k < weights[i].length; k++) {
                out[outOffset + (starts[i] + k) * outStride] += weights[i][k] * value;
            }
        }
    }
}
