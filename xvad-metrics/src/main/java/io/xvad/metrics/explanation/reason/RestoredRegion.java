package io.xvad.metrics.explanation.reason;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.metrics.explanation.stability.Ssim;
import java.nio.FloatBuffer;

/**
 * How near a restored region is to what was there before the defect, which is known of synthetic defects only.
 *
 * @param psnr peak signal-to-noise ratio in dB over the samples of the region, the peak being 1; at most {@value #EXACT}, which stands
 *     for equal
 * @param ssim structural similarity, mean over channels and over the windows around the pixels of the region, see {@link Ssim}
 */
public record RestoredRegion(double psnr, double ssim) {

    /** What the ratio of equal regions, which is infinite, counts as. */
    public static final double EXACT = 100;

    /**
     * Compares two versions of an image.
     *
     * @param region at least one pixel
     * @throws IllegalArgumentException if geometries or channels differ, or the region is empty
     */
    public static RestoredRegion of(Image restored, Image clean, Mask region) {
        if (restored.channels() != clean.channels()
                || restored.height() != clean.height()
                || restored.width() != clean.width()
                || restored.height() != region.height()
                || restored.width() != region.width()
                || !region.any()) {
            throw new IllegalArgumentException("two images and a region of one geometry, not empty, are needed, got "
                    + restored + ", " + clean + " and " + region);
        }
        double squares = 0;
        double similarity = 0;
        for (int channel = 0; channel < clean.channels(); channel++) {
            double[] one = plane(restored, channel);
            double[] other = plane(clean, channel);
            squares += squares(one, other, region);
            similarity += Ssim.of(one, other, region, 1);
        }
        double error = squares / clean.channels() / region.count();
        return new RestoredRegion(Math.min(EXACT, -10 * Math.log10(error)), similarity / clean.channels());
    }

    private static double squares(double[] one, double[] other, Mask region) {
        boolean[] inside = region.toArray();
        double sum = 0;
        for (int i = 0; i < inside.length; i++) {
            sum += inside[i] ? (one[i] - other[i]) * (one[i] - other[i]) : 0;
        }
        return sum;
    }

    private static double[] plane(Image image, int channel) {
        FloatBuffer values = image.buffer();
        double[] plane = new double[image.height() * image.width()];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = values.get(channel * plane.length + i);
        }
        return plane;
    }
}
