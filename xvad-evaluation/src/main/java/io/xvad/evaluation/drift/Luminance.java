package io.xvad.evaluation.drift;

import io.xvad.core.Image;
import java.nio.FloatBuffer;

/**
 * The luminance of an image: of colour the weights of ITU-R BT.601, of grey the value.
 *
 * @param height pixels
 * @param width pixels
 * @param values row-major, in [0, 1]
 */
record Luminance(int height, int width, float[] values) {

    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;
    private static final double IMMERKAER = Math.sqrt(Math.PI / 2) / 6;
    private static final int SMALLEST = 3;
    private static final int LEVELS = 1024;

    static Luminance of(Image image) {
        if (image.channels() == 1) {
            return new Luminance(image.height(), image.width(), image.toArray());
        }
        int plane = image.height() * image.width();
        FloatBuffer samples = image.buffer();
        float[] values = new float[plane];
        for (int i = 0; i < plane; i++) {
            values[i] = RED * samples.get(i) + GREEN * samples.get(plane + i) + BLUE * samples.get(2 * plane + i);
        }
        return new Luminance(image.height(), image.width(), values);
    }

    double mean() {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Mean squared distance from the mean. */
    double variance() {
        double mean = mean();
        double sum = 0;
        for (float value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / values.length;
    }

    /**
     * The centre of all squared distances from the median, right of the middle and below it, as shares of the longer side: where an object lies
     * before an even background. The median is that of {@value #LEVELS} levels. 0 of an even image.
     */
    double[] centreOfDeviation() {
        float median = median();
        double sum = 0;
        double right = 0;
        double down = 0;
        for (int i = 0; i < values.length; i++) {
            double weight = (values[i] - median) * (values[i] - median);
            sum += weight;
            right += weight * (i % width + 0.5 - width / 2.0);
            down += weight * (i / width + 0.5 - height / 2.0);
        }
        double scale = sum * Math.max(height, width);
        return sum == 0 ? new double[2] : new double[] {right / scale, down / scale};
    }

    private float median() {
        int[] counts = new int[LEVELS];
        for (float value : values) {
            counts[Math.round(value * (LEVELS - 1))]++;
        }
        int level = 0;
        for (int below = counts[0]; 2 * below < values.length; below += counts[level]) {
            level++;
        }
        return level / (float) (LEVELS - 1);
    }

    /** Means of two by two pixels; a last row or column that is odd is left out. */
    Luminance halved() {
        int newHeight = height / 2;
        int newWidth = width / 2;
        float[] halved = new float[newHeight * newWidth];
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                int at = 2 * y * width + 2 * x;
                halved[y * newWidth + x] =
                        (values[at] + values[at + 1] + values[at + width] + values[at + width + 1]) / 4;
            }
        }
        return new Luminance(newHeight, newWidth, halved);
    }

    /** Mean squared response of the Laplacian of four neighbours, inside the border; 0 of what is smaller than 3 by 3. */
    double laplacianEnergy() {
        double sum = 0;
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int at = y * width + x;
                double response =
                        values[at - 1] + values[at + 1] + values[at - width] + values[at + width] - 4.0 * values[at];
                sum += response * response;
            }
        }
        return isSmall() ? 0 : sum / inside();
    }

    /**
     * Standard deviation of the noise: the mean absolute response of the difference of two Laplacians (Immerkær 1996), which texture
     * raises too; 0 of what is smaller than 3 by 3.
     */
    double noise() {
        double sum = 0;
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int at = y * width + x;
                double corners = values[at - width - 1]
                        + values[at - width + 1]
                        + values[at + width - 1]
                        + values[at + width + 1];
                double sides = values[at - 1] + values[at + 1] + values[at - width] + values[at + width];
                sum += Math.abs(corners - 2 * sides + 4.0 * values[at]);
            }
        }
        return isSmall() ? 0 : IMMERKAER * sum / inside();
    }

    private boolean isSmall() {
        return height < SMALLEST || width < SMALLEST;
    }

    private double inside() {
        return (height - 2.0) * (width - 2.0);
    }
}
