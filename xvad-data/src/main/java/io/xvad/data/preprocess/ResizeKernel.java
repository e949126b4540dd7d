package io.xvad.data.preprocess;

/** The weights with which each sample of a resized line is made from those of the original line. */
final class ResizeKernel {

    private final int[] starts;
    private final float[][] weights;

    private ResizeKernel(int[] starts, float[][] weights) {
        this.starts = starts;
        this.weights = weights;
    }

    static ResizeKernel of(int from, int to, boolean antialias) {
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
        return new ResizeKernel(starts, weights);
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

    /** Resizes all lines of a plane that begins at {@code offset}. */
    float[] applyLines(float[] source, int offset, int lines, int length) {
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
    float[] applyRows(float[] source, int offset, int width) {
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
