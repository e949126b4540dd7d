package io.xvad.detectors.fcdd;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.data.preprocess.GaussianBlur;
import io.xvad.data.synthetic.DefectedImage;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/**
 * Confetti noise (Liznerski et al., 2021, section 4.2): a few soft squares, turned at random, are added to a normal image, of one colour
 * each or white. Numbers are those of the authors' program for images of 240 pixels and grow with the image: 1.04 coloured and 0.69 white
 * squares on average and at least one of each, with sides of 8 to 54 pixels, turned by up to 45 degrees and smoothed by 5 pixels. Noise
 * that an image is too bright to show is subtracted instead.
 */
final class Confetti {

    private static final double SIDE = 240;
    private static final double COLOURED = 0.000018 * SIDE * SIDE;
    private static final double WHITE = 0.000012 * SIDE * SIDE;
    private static final double SMALLEST = 8;
    private static final double LARGEST = 54;
    private static final double SMOOTHING = 5;
    private static final double VISIBLE = 0.025 / 255;
    private static final float CHANGED = 1f / 255;

    private final int height;
    private final int width;
    private final int channels;
    private final double scale;
    private final float[] noise;

    private Confetti(Image image) {
        height = image.height();
        width = image.width();
        channels = image.channels();
        scale = Math.max(height, width) / SIDE;
        noise = new float[channels * height * width];
    }

    /** The image with noise added, and where that shows: by one level of 255 or more. */
    static DefectedImage on(Image image, UniformRandomProvider random) {
        Confetti confetti = new Confetti(image);
        confetti.throwSquares(COLOURED, true, random);
        confetti.throwSquares(WHITE, false, random);
        confetti.smooth();
        return confetti.added(image);
    }

    private void throwSquares(double expected, boolean coloured, UniformRandomProvider random) {
        int count = Math.max(1, PoissonSampler.of(random, expected).sample());
        for (int i = 0; i < count; i++) {
            float[] colour = new float[channels];
            for (int c = 0; c < channels; c++) {
                colour[c] = coloured ? (float) random.nextDouble() : 1;
            }
            square(colour, random);
        }
    }

    private void square(float[] colour, UniformRandomProvider random) {
        double half = scale * (SMALLEST + (LARGEST - SMALLEST) * random.nextDouble()) / 2;
        double angle = Math.PI / 4 * (2 * random.nextDouble() - 1);
        double centreY = height * random.nextDouble();
        double centreX = width * random.nextDouble();
        double reach = half * Math.sqrt(2);
        int last = (int) Math.min(height - 1.0, centreY + reach);
        for (int y = (int) Math.max(0, centreY - reach); y <= last; y++) {
            for (int x = (int) Math.max(0, centreX - reach); x < Math.min(width, centreX + reach); x++) {
                double down = y - centreY;
                double across = x - centreX;
                double along = Math.abs(across * Math.cos(angle) + down * Math.sin(angle));
                double aside = Math.abs(down * Math.cos(angle) - across * Math.sin(angle));
                for (int c = 0; Math.max(along, aside) <= half && c < channels; c++) {
                    noise[(c * height + y) * width + x] += colour[c];
                }
            }
        }
    }

    private void smooth() {
        GaussianBlur blur = new GaussianBlur(SMOOTHING * scale);
        int cells = height * width;
        for (int c = 0; c < channels; c++) {
            float[] plane = new float[cells];
            System.arraycopy(noise, c * cells, plane, 0, cells);
            System.arraycopy(blur.apply(plane, height, width), 0, noise, c * cells, cells);
        }
    }

    private DefectedImage added(Image image) {
        float[] values = image.toArray();
        float[] brighter = changed(values, 1);
        float[] darker = changed(values, -1);
        double shown = difference(values, brighter);
        boolean inverted = shown < VISIBLE && difference(values, darker) > shown;
        float[] noisy = inverted ? darker : brighter;
        boolean[] mask = new boolean[height * width];
        for (int i = 0; i < values.length; i++) {
            mask[i % mask.length] |= Math.abs(noisy[i] - values[i]) >= CHANGED;
        }
        Image result = Image.of(image.id(), channels, height, width, noisy);
        return new DefectedImage(result, Mask.of(height, width, mask), "confetti");
    }

    private float[] changed(float[] values, int sign) {
        float[] sum = new float[values.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.max(0, Math.min(1, values[i] + sign * noise[i]));
        }
        return sum;
    }

    private static double difference(float[] some, float[] others) {
        double sum = 0;
        for (int i = 0; i < some.length; i++) {
            sum += Math.abs(some[i] - others[i]);
        }
        return sum / some.length;
    }
}
