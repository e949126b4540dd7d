package io.xvad.metrics.explanation.faithfulness;

import io.xvad.core.Image;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Noisy linear imputation (Rong et al., 2022, "A Consistent and Efficient Evaluation Strategy for Attribution Methods"):
 * every removed pixel is the weighted mean of its eight neighbours, 1/6 for each of the four nearest and
 * 1/12 for each diagonal one, those outside left out and the rest rescaled; all at once, so that removed neighbours of
 * removed pixels agree; plus a little Gaussian noise, so that the shape of the mask cannot be read from the smoothness.
 * Solved by Gauss-Seidel sweeps with over-relaxation.
 *
 * @param noise standard deviation of the noise, at least 0; the paper takes 0.01
 * @param seed of the noise
 */
public record NoisyLinearImputation(double noise, long seed) implements Replacement {

    private static final double DIRECT = 1 / 6.0;
    private static final double DIAGONAL = 1 / 12.0;
    private static final double TOLERANCE = 1e-6;
    private static final int MAX_SWEEPS = 10_000;
    private static final double RELAXATION = 1.7;

    public NoisyLinearImputation {
        if (!(noise >= 0)) {
            throw new IllegalArgumentException("noise must be at least 0, got " + noise);
        }
    }

    @Override
    public Image replace(Image image, boolean[] removed) {
        int plane = image.height() * image.width();
        if (removed.length != plane) {
            throw new IllegalArgumentException("mask must have " + plane + " pixels, got " + removed.length);
        }
        float[] values = image.toArray();
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        for (int c = 0; c < image.channels(); c++) {
            double[] channel = new double[plane];
            for (int i = 0; i < plane; i++) {
                channel[i] = values[c * plane + i];
            }
            impute(channel, removed, image.height(), image.width());
            for (int i = 0; i < plane; i++) {
                if (removed[i]) {
                    double noisy = noise == 0 ? channel[i] : channel[i] + noise * gaussian.sample();
                    values[c * plane + i] = (float) Math.max(0, Math.min(1, noisy));
                }
            }
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    private static void impute(double[] channel, boolean[] removed, int height, int width) {
        start(channel, removed);
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            double change = 0;
            for (int i = 0; i < channel.length; i++) {
                if (removed[i]) {
                    double step = neighbours(channel, i / width, i % width, height, width) - channel[i];
                    channel[i] += RELAXATION * step;
                    change = Math.max(change, Math.abs(step));
                }
            }
            if (change < TOLERANCE) {
                return;
            }
        }
    }

    /** Removed pixels begin at the mean of those that are left; at 0 if none is. */
    private static void start(double[] channel, boolean[] removed) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < channel.length; i++) {
            if (!removed[i]) {
                sum += channel[i];
                count++;
            }
        }
        double mean = count == 0 ? 0 : sum / count;
        for (int i = 0; i < channel.length; i++) {
            channel[i] = removed[i] ? mean : channel[i];
        }
    }

    private static double neighbours(double[] channel, int y, int x, int height, int width) {
        double sum = 0;
        double weights = 0;
        for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
            for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                if (ny != y || nx != x) {
                    double weight = ny == y || nx == x ? DIRECT : DIAGONAL;
                    sum += weight * channel[ny * width + nx];
                    weights += weight;
                }
            }
        }
        return weights == 0 ? channel[y * width + x] : sum / weights;
    }
}
