package io.xvad.metrics.explanation.reason;

import io.xvad.core.Image;

/**
 * The colours of an image as CIELAB (CIE 1976, white point D65, two degrees), taken from sRGB: lightness from 0 (black) to 100
 * (white), a from green to red, b from blue to yellow. Of a grey image a and b are 0. Planes are row-major and not copied.
 */
final class CieLab {

    private static final double[][] TO_XYZ = {
        {0.412453, 0.357580, 0.180423}, {0.212671, 0.715160, 0.072169}, {0.019334, 0.119193, 0.950227}
    };
    private static final double[] WHITE = {0.95047, 1, 1.08883};

    private final double[] lightness;
    private final double[] a;
    private final double[] b;

    private CieLab(int pixels) {
        lightness = new double[pixels];
        a = new double[pixels];
        b = new double[pixels];
    }

    static CieLab of(Image image) {
        float[] values = image.toArray();
        int pixels = image.height() * image.width();
        CieLab lab = new CieLab(pixels);
        int green = image.channels() == 3 ? pixels : 0;
        for (int i = 0; i < pixels; i++) {
            lab.set(i, linear(values[i]), linear(values[i + green]), linear(values[i + 2 * green]));
        }
        return lab;
    }

    private void set(int at, double red, double green, double blue) {
        double[] bent = new double[3];
        for (int i = 0; i < 3; i++) {
            bent[i] = bent((TO_XYZ[i][0] * red + TO_XYZ[i][1] * green + TO_XYZ[i][2] * blue) / WHITE[i]);
        }
        lightness[at] = 116 * bent[1] - 16;
        boolean grey = red == green && green == blue;
        a[at] = grey ? 0 : 500 * (bent[0] - bent[1]);
        b[at] = grey ? 0 : 200 * (bent[1] - bent[2]);
    }

    private static double linear(double value) {
        return value > 0.04045 ? Math.pow((value + 0.055) / 1.055, 2.4) : value / 12.92;
    }

    private static double bent(double value) {
        return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116.0;
    }

    /** In [0, 100]. */
    double[] lightness() {
        return lightness;
    }

    /** From green to red, about -86 to 98. */
    double[] a() {
        return a;
    }

    /** From blue to yellow, about -108 to 94. */
    double[] b() {
        return b;
    }
}
