package io.xvad.detectors.restoration;

import java.util.Arrays;

/**
 * How content of another image is brought to the brightness and contrast of where it is put: by the ratio of the interquartile ranges of
 * both around that place, and by a shift that varies smoothly, from what differs there. Immutable.
 */
final class Tone {

    private static final int POINTS = 96;
    private static final double SMOOTHNESS = 100;
    private static final double LARGEST_GAIN = 1.6;
    private static final double LARGEST_SHIFT = 0.2;
    private static final double LEAST_SPREAD = 0.01;

    private final double gain;
    private final double middle;
    private final int[] rows;
    private final int[] columns;
    private final double[] shifts;

    private Tone(double gain, double middle, int[] rows, int[] columns, double[] shifts) {
        this.gain = gain;
        this.middle = middle;
        this.rows = rows;
        this.columns = columns;
        this.shifts = shifts;
    }

    /**
     * The tone of a ring of pixels.
     *
     * @param ring the pixels, row by row; may be empty, then nothing is changed
     * @param wanted their samples in the image
     * @param content the samples of the content there
     */
    static Tone of(int[] ring, int width, double[] wanted, double[] content) {
        if (ring.length == 0) {
            return new Tone(1, 0, new int[0], new int[0], new double[0]);
        }
        double gain = (spread(wanted) + LEAST_SPREAD) / (spread(content) + LEAST_SPREAD);
        double bounded = Math.max(1 / LARGEST_GAIN, Math.min(LARGEST_GAIN, gain));
        double middle = quantile(content, 0.5);
        double typical = quantile(wanted, 0.5) - middle;
        int count = Math.min(POINTS, ring.length);
        int[] rows = new int[count];
        int[] columns = new int[count];
        double[] shifts = new double[count];
        for (int i = 0; i < count; i++) {
            int at = (int) ((long) i * ring.length / count);
            rows[i] = ring[at] / width;
            columns[i] = ring[at] % width;
            double shift = wanted[at] - (middle + bounded * (content[at] - middle));
            shifts[i] = Math.max(typical - LARGEST_SHIFT / 2, Math.min(typical + LARGEST_SHIFT / 2, shift));
            shifts[i] = Math.max(-LARGEST_SHIFT, Math.min(LARGEST_SHIFT, shifts[i]));
        }
        return new Tone(bounded, middle, rows, columns, shifts);
    }

    /** The content at a place in this tone; may leave [0, 1]. */
    double of(double content, int row, int column) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < shifts.length; i++) {
            double dy = row - rows[i];
            double dx = column - columns[i];
            double weight = 1 / (dy * dy + dx * dx + SMOOTHNESS);
            sum += weight * shifts[i];
            weights += weight;
        }
        return middle + gain * (content - middle) + (weights == 0 ? 0 : sum / weights);
    }

    private static double spread(double[] values) {
        return quantile(values, 0.75) - quantile(values, 0.25);
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }
}
