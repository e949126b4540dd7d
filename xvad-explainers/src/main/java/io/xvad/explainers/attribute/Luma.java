package io.xvad.explainers.attribute;

import io.xvad.core.Image;

/** What can be measured of brightness alone. */
final class Luma {

    private Luma() {}

    /** An image and its Rec. 601 luma, row-major. */
    record Picture(Image image, float[] luma) {}

    static Picture picture(Image image) {
        float[] values = image.toArray();
        if (image.channels() == 1) {
            return new Picture(image, values);
        }
        int plane = image.height() * image.width();
        float[] luma = new float[plane];
        for (int i = 0; i < plane; i++) {
            luma[i] = 0.299f * values[i] + 0.587f * values[plane + i] + 0.114f * values[2 * plane + i];
        }
        return new Picture(image, luma);
    }

    static double mean(Picture picture) {
        double sum = 0;
        for (float value : picture.luma) {
            sum += value;
        }
        return sum / picture.luma.length;
    }

    static double deviation(Picture picture) {
        double mean = mean(picture);
        double squares = 0;
        for (float value : picture.luma) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / picture.luma.length);
    }

    static double edges(Picture picture) {
        Gradients gradients = new Gradients(picture);
        return gradients.count == 0 ? 0 : gradients.magnitudes / gradients.count;
    }

    /** From the ratio of the gradient's energy to the variance; a sine of frequency f gives f. 0 for a flat picture. */
    static double frequency(Picture picture) {
        Gradients gradients = new Gradients(picture);
        double deviation = deviation(picture);
        if (gradients.count == 0 || deviation < 1e-6) {
            return 0;
        }
        double energy = (gradients.xx + gradients.yy) / gradients.count;
        return Math.sqrt(energy) / deviation / (2 * Math.PI);
    }

    /** From the structure tensor (Bigun and Granlund 1987), in degrees in [0, 180); 0 for a flat picture. */
    static double orientation(Picture picture) {
        Gradients gradients = new Gradients(picture);
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

        Gradients(Picture picture) {
            int width = picture.image.width();
            for (int y = 1; y < picture.image.height(); y++) {
                for (int x = 1; x < width; x++) {
                    int at = y * width + x;
                    double across = picture.luma[at] - picture.luma[at - 1];
                    double down = picture.luma[at] - picture.luma[at - width];
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
