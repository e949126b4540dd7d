package io.xvad.data.segment;

import io.xvad.core.Image;
import io.xvad.data.preprocess.Channels;

/** Colours in which equal distances look about equally large (CIE 1976 L*a*b*, sRGB primaries, white point D65); white has a lightness of 100. */
final class LabPlanes {

    private static final double WHITE_X = 0.95047;
    private static final double WHITE_Z = 1.08883;
    private static final double CUBE_ROOT_FROM = 216.0 / 24389;

    private LabPlanes() {}

    /** The planes L*, a* and b*, one after the other, each row-major. */
    static float[] of(Image image) {
        float[] rgb = Channels.colour(image).toArray();
        int size = image.height() * image.width();
        float[] lab = new float[3 * size];
        for (int i = 0; i < size; i++) {
            double red = linear(rgb[i]);
            double green = linear(rgb[size + i]);
            double blue = linear(rgb[2 * size + i]);
            double x = root((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / WHITE_X);
            double y = root(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue);
            double z = root((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / WHITE_Z);
            lab[i] = (float) (116 * y - 16);
            lab[size + i] = (float) (500 * (x - y));
            lab[2 * size + i] = (float) (200 * (y - z));
        }
        return lab;
    }

    private static double linear(double value) {
        return value > 0.04045 ? StrictMath.pow((value + 0.055) / 1.055, 2.4) : value / 12.92;
    }

    private static double root(double value) {
        return value > CUBE_ROOT_FROM ? StrictMath.cbrt(value) : (24389.0 / 27 * value + 16) / 116;
    }
}
