package io.xvad.data.preprocess;

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

    /** That of bilinear resizing. */
    static LineKernel resizing(int from, int to, boolean antialias) {
        if (from < 1 || to < 1) {
            throw new IllegalArgumentException("sides must be at least 1, got " + from + " to " + to);
        }
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
        return plane(plane, 0, side, side, this, this);
    }

    /** A plane that begins at {@code offset}. Rows are added up fastest, so the direction that leaves fewer values comes first. */
    static float[] plane(
            float[] source, int offset, int height, int width, LineKernel vertical, LineKernel horizontal) {
        if (vertical.size() < height) {
            float[] low = vertical.applyRows(source, offset, width);
            return horizontal.applyLines(low, 0, vertical.size(), width);
        }
        float[] wide = horizontal.applyLines(source, offset, height, width);
        return vertical.applyRows(wide, 0, horizontal.size());
    }

    /** Resizes all lines of a plane that begins at {@code offset}. */
    private float[] applyLines(float[] source, int offset, int lines, int length) {
        float[] out = new float[lines * starts.length];
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < starts.length; i++) {
                float sum = 0;
                int at = offset + line * length + starts[i];
                for (float weight : weights[i]) {
                    sum += weight * source[at];
                    at++;
                }
                out[line * starts.length + i] = sum;
            }
        }
        return out;
    }

    /** Resizes all columns of a plane that begins at {@code offset} at once, row by row. */
    private float[] applyRows(float[] source, int offset, int width) {
        float[] out = new float[starts.length * width];
        for (int i = 0; i < starts.length; i++) {
            float[] row = weights[i];
            for (int k = 0; k < row.length; k++) {
                float weight = row[k];
                int from = offset + (starts[i] + k) * width;
                int to = i * width;
                for (int x = 0; x < width; x++) {
                    out[to + x] += weight * source[from + x];
                }
            }
        }
        return out;
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
