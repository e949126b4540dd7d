package io.xvad.explainers.attribute;

import io.xvad.core.Image;

/** Attributes that are measured on the luma of an image. */
final class Luma {

    private Luma() {}

    /** An image and its Rec. 601 luma, row-major. */
    record Plane(Image image, float[] luma) {}

    /** Rec. 601 luma of RGB; grey as it is. */
    static Plane of(Image image) {
        float[] values = image.toArray();
        if (image.channels() == 1) {
            return new Plane(image, values);
        }
        int size = image.height() * image.width();
        float[] luma = new float[size];
        for (int i = 0; i < size; i++) {
            luma[i] = 0.299f * values[i] + 0.587f * values[size + i] + 0.114f * values[2 * size + i];
        }
        return new Plane(image, luma);
    }

    static double mean(Plane plane) {
        double sum = 0;
        for (float value : plane.luma) {
            sum += value;
        }
        return sum / plane.luma.length;
    }

    static double deviation(Plane plane) {
        double mean = mean(plane);
        double squares = 0;
        for (float value : plane.luma) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / plane.luma.length);
    }

    static double edges(Plane plane) {
        Gradients gradients = new Gradients(plane);
        return gradients.count == 0 ? 0 : gradients.magnitudes / gradients.count;
    }

    /** The spatial frequency, from the ratio of the gradient's energy to the variance; a sine of frequency f gives f. 0 for a constant image. */
    static double frequency(Plane plane) {
        Gradients gradients = new Gradients(plane);
        double deviation = deviation(plane);
        if (gradients.count == 0 || deviation < 1e-6) {
            return 0;
        }
        double energy = (gradients.xx + gradients.yy) / gradients.count;
        return Math.sqrt(energy) / deviation / (2 * Math.PI);
    }

    /** The orientation from the structure tensor (Bigun and Granlund 1987), in degrees in [0, 180); 0 for a constant image. */
    static double orientation(Plane plane) {
        Gradients gradients = new Gradients(plane);
        double angle = Math.toDegrees(0.5 * Math.atan2(2 * gradients.xy, gradients.xx - gradients.yy));
        return angle < 0 ? angle + 180 : angle;
    }

    /** Sums over differences to the left and upper neighbour. */
    private static final class Gradients {
        private double magnitudes;
        private double xx;
        private double yy;
        private double xy;
        private int count;

        Gradients(Plane plane) {
            int width = plane.image.width();
            for (int y = 1; y < plane.image.height(); y++) {
                for (int x = 1; x < width; x++) {
                    int at = y * width + x;
                    double across = plane.luma[at] - plane.luma[at - 1];
                    double down = plane.luma[at] - plane.luma[at - width];
                    magnitudes += Math.hypot(across, down);
                    xx += across * across;
                    yy += down * down;
                    xy += across * down;
                    count++;
                }
            }
        }
    }
}
