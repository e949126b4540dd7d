package io.xvad.explainers.difference;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.data.preprocess.GaussianBlur;
import io.xvad.explainers.restoration.Restoration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;

/** Normal images that look real, made from seeds, and changes of known size. */
public final class Made {

    public static final int SIDE = 160;

    private Made() {}

    /** Which pixels. */
    @FunctionalInterface
    public interface Place {
        boolean holds(int y, int x);
    }

    public static Place disc(int centreY, int centreX, int radius) {
        return (y, x) -> Math.hypot(y - centreY, x - centreX) <= radius;
    }

    public static Place box(int top, int left, int height, int width) {
        return (y, x) -> y >= top && y < top + height && x >= left && x < left + width;
    }

    /** A line through a point; degrees as in {@link Shape#direction()}. */
    public static Place line(int centreY, int centreX, double length, double thickness, double degrees) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = -Math.sin(Math.toRadians(degrees));
        return (y, x) -> {
            double along = (x - centreX) * cos + (y - centreY) * sin;
            double across = -(x - centreX) * sin + (y - centreY) * cos;
            return Math.abs(along) <= length / 2 && Math.abs(across) <= thickness / 2;
        };
    }

    /** Noise of several scales: a rough surface of middle grey. */
    public static Image texture(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] sum = new float[SIDE * SIDE];
        for (double sigma : new double[] {0.7, 1.5, 4}) {
            float[] noise = new float[sum.length];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (float) (random.nextDouble() - 0.5);
            }
            float[] smooth = new GaussianBlur(sigma).apply(noise, SIDE, SIDE);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += (float) (smooth[i] * sigma * 0.4);
            }
        }
        return plane((y, x) -> 0.5 + sum[(int) y * SIDE + (int) x]);
    }

    /** Stripes that run from lower left to upper right, a little rough. */
    public static Image stripes() {
        float[] rough = texture(5).toArray();
        return plane((y, x) ->
                0.5 + 0.2 * Math.sin((x + y) * 2 * Math.PI / 9) + 0.2 * (rough[(int) y * SIDE + (int) x] - 0.5));
    }

    /** A dark rough plate before a bright background. */
    public static Image plate() {
        float[] rough = texture(6).toArray();
        Place plate = box(40, 30, 80, 100);
        return plane((y, x) -> plate.holds((int) y, (int) x) ? 0.35 * rough[(int) y * SIDE + (int) x] + 0.15 : 0.9);
    }

    /** A grey image from values by row and column; they are cut to [0, 1]. */
    public static Image plane(DoubleBinaryOperator value) {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.max(0, Math.min(1, value.applyAsDouble(i / SIDE, i % SIDE)));
        }
        return Image.of("made", 1, SIDE, SIDE, values);
    }

    /** An image that shows {@code inside} at a place and another image elsewhere. */
    public static Image with(Image image, Place place, DoubleBinaryOperator inside) {
        return plane(
                (y, x) -> place.holds((int) y, (int) x) ? inside.applyAsDouble(y, x) : image.at(0, (int) y, (int) x));
    }

    /** The grey value that is lighter by so much in CIELAB lightness, divided by 100; not for nearly black. */
    public static double lighter(double grey, double by) {
        double linear = grey <= 0.04045 ? grey / 12.92 : Math.pow((grey + 0.055) / 1.055, 2.4);
        double lightness = 1.16 * Math.cbrt(linear) - 0.16 + by;
        double changed = Math.pow((lightness + 0.16) / 1.16, 3);
        return changed <= 0.0031308 ? 12.92 * changed : 1.055 * Math.pow(changed, 1 / 2.4) - 0.055;
    }

    /** An image beside its normal version; restored was the place, and ten pixels around it. */
    public static Restoration restored(Image image, Image normal, Place place) {
        boolean[] pixels = new boolean[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = place.holds(i / SIDE, i % SIDE);
        }
        Mask region = Mask.of(SIDE, SIDE, pixels).grown(10);
        return new Restoration(image, normal, region, 2, 0.5, OptionalDouble.of(1), List.of(normal), 3);
    }
}
