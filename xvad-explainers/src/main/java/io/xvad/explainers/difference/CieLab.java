package io.xvad.explainers.difference;

import io.xvad.core.Image;

/**
 * Colours in which equal distances look about equally large (CIE 1976 L*a*b*, sRGB primaries, white point D65), divided by 100: black has
 * lightness 0 and white 1.
 */
final class CieLab {

    private static final int STEPS = 4096;
    private static final float[] LINEAR = new float[STEPS + 1];
    private static final double WHITE_X = 0.95047;
    private static final double WHITE_Z = 1.08883;
    private static final double LINEAR_BELOW = 216.0 / 24389;

    static {
        for (int i = 0; i <= STEPS; i++) {
            double value = i / (double) STEPS;
            LINEAR[i] = (float) (value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
        }
    }

    private CieLab() {}

    /** The planes L*, a* and b*, each row-major; a grey image has a* and b* of 0. */
    static float[][] of(Image image) {
        float[] values = image.toArray();
        int size = image.height() * image.width();
        float[][] planes = new float[3][size];
        for (int i = 0; i < size; i++) {
            if (image.channels() == 1) {
                planes[0][i] = (float) lightness(root(linear(values[i])));
            } else {
                convert(linear(values[i]), linear(values[size + i]), linear(values[2 * size + i]), planes, i);
            }
        }
        return planes;
    }

    private static void convert(double red, double green, double blue, float[][] planes, int at) {
        double x = root((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / WHITE_X);
        double y = root(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue);
        double z = root((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / WHITE_Z);
        planes[0][at] = (float) lightness(y);
        planes[1][at] = (float) (5 * (x - y));
        planes[2][at] = (float) (2 * (y - z));
    }

    private static double lightness(double y) {
        return 1.16 * y - 0.16;
    }

    private static double linear(float value) {
        float position = value * STEPS;
        int below = Math.min(STEPS - 1, (int) position);
        return LINEAR[below] + (position - below) * (LINEAR[below + 1] - LINEAR[below]);
    }

    private static double root(double value) {
        return value > LINEAR_BELOW ? Math.cbrt(value) : (24389.0 / 27 * value + 16) / 116;
    }
}
