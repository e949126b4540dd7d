package io.xvad.generative.latent;

import io.xvad.core.progress.Cancellation;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Mean and deviation that each channel of a latent has over normal images, by which latents are put to mean 0 and variance 1; kept with
 * the weights.
 *
 * @param net keeps them
 * @param channels of the latent
 */
record LatentScale(Trainable net, int channels) {

    private static final String MEAN = "latent-scale-mean";
    private static final String DEVIATION = "latent-scale-deviation";

    private SDVariable mean() {
        return net.kept(MEAN, 0, 1, channels, 1, 1);
    }

    private SDVariable deviation() {
        return net.kept(DEVIATION, 1, 1, channels, 1, 1);
    }

    /** Latents of shape (N, channels, side, side) with mean 0 and variance 1. */
    SDVariable standardised(SDVariable latent) {
        return latent.sub(mean()).div(deviation());
    }

    /** The latents that were standardised so. */
    SDVariable undone(SDVariable standardised) {
        return standardised.mul(deviation()).add(mean());
    }

    /**
     * Measures and keeps them.
     *
     * @param images normal ones
     * @param latent of an image, channel after channel, as it is before
     */
    void measure(List<float[]> images, UnaryOperator<float[]> latent) {
        mean();
        deviation();
        ChannelScale scale = new ChannelScale(channels);
        for (float[] image : images) {
            Cancellation.check();
            scale.add(latent.apply(image));
        }
        net.keep(MEAN, scale.means());
        net.keep(DEVIATION, scale.deviations());
    }
}
