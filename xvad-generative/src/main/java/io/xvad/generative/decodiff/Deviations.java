package io.xvad.generative.decodiff;

import io.xvad.generative.latent.LatentForm;
import io.xvad.training.Trainable;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The maps of DeCo-Diff: where the corrected latent, and the image it is decoded to, differ from what they were. With the limits {@code a} and {@code b}
 *
 * <pre>
 * pixel  = smoothed(min(1, max over colours of |decoded(z') - decoded(z)| / a)),
 * latent = smoothed(min(1, mean over channels of |z' - z| / b)),   enlarged,
 * map    = sqrt(pixel latent).
 * </pre>
 *
 * The smoothing has standard deviations of 3 pixels of 256 and of 1 place of 32, as in the authors' code, in proportion.
 *
 * @param net gets the maps and keeps the limits
 * @param form sizes
 */
record Deviations(Trainable net, LatentForm form) {

    /** Name of the greatest difference of a colour at each pixel, shape (N, size, size). */
    static final String PIXEL = "pixel-deviation";

    /** Name of the mean difference of the channels at each place of the latent, shape (N, side, side). */
    static final String LATENT = "latent-deviation";

    /** Name of the map, shape (N, size, size), from 0 to 1. */
    static final String MAP = "deviation-map";

    private static final String INVERSE_LIMIT = "-inverse-limit";
    private static final double PIXEL_SIGMA = 3.0 / 256;
    private static final double LATENT_SIGMA = 1.0 / 32;
    private static final double PERCENTILE = 99.9;
    private static final double SMALLEST = 1e-6;

    /** Beneath the root, whose slope at 0 has no bound. */
    private static final double NOTHING = 1e-12;

    /**
     * Adds the maps to the graph.
     *
     * @param latent and {@code corrected}, shape (N, channels, side, side)
     * @param image and {@code restored}, which both were decoded to
     */
    void add(SDVariable latent, SDVariable corrected, SDVariable image, SDVariable restored) {
        SameDiff graph = net.graph();
        SDVariable pixels = graph.math().abs(restored.sub(image)).max(1).rename(PIXEL);
        SDVariable places = graph.math().abs(corrected.sub(latent)).mean(1).rename(LATENT);
        int size = form.size();
        int side = form.side();
        SDVariable pixel = new Smoothing(size, size, PIXEL_SIGMA * size).of(limited(pixels, PIXEL));
        SDVariable wide = new Smoothing(side, size, LATENT_SIGMA * side).of(limited(places, LATENT));
        graph.math().sqrt(pixel.mul(wide).add(NOTHING)).rename(MAP);
    }

    /** In parts of the limit, and 1 beyond it. */
    private SDVariable limited(SDVariable values, String name) {
        SDVariable parts = values.mul(net.kept(name + INVERSE_LIMIT, 1, 1));
        return net.graph().nn().relu(parts.rsub(1), 0).rsub(1);
    }

    /**
     * Keeps the limits.
     *
     * @param pixels and {@code places}: deviations of normal images
     * @param factor how many times their 99.9th percentiles
     */
    void limit(DescriptiveStatistics pixels, DescriptiveStatistics places, double factor) {
        keep(PIXEL, pixels, factor);
        keep(LATENT, places, factor);
    }

    private void keep(String name, DescriptiveStatistics values, double factor) {
        double limit = Math.max(SMALLEST, factor * values.getPercentile(PERCENTILE));
        net.keep(name + INVERSE_LIMIT, new float[] {(float) (1 / limit)});
    }
}
