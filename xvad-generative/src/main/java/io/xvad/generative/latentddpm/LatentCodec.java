package io.xvad.generative.latentddpm;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.generative.latent.LatentForm;
import io.xvad.generative.latent.VqAutoencoder;
import java.util.Objects;

/**
 * A trained autoencoder of images in [0, 1]. Thread-safe.
 *
 * @param encoder from {@link VqAutoencoder#IMAGE} to {@link VqAutoencoder#LATENT}
 * @param decoder from {@link VqAutoencoder#DECODED} to {@link VqAutoencoder#RESTORED}
 * @param form sizes
 */
record LatentCodec(Network encoder, Network decoder, LatentForm form) implements AutoCloseable {

    /** An image in [-1, 1] as one in [0, 1]. */
    static float[] unit(float[] image) {
        return mapped(image, 0.5f, 0.5f);
    }

    /** An image in [0, 1] as one in [-1, 1]. */
    static float[] centred(float[] image) {
        return mapped(image, 2, -1);
    }

    private static float[] mapped(float[] values, float factor, float offset) {
        float[] mapped = new float[values.length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = factor * values[i] + offset;
        }
        return mapped;
    }

    /** The latent of an image. */
    float[] encoded(float[] image) {
        return Objects.requireNonNull(encoder.run(Tensor.of(image, 1, 3, form.size(), form.size()))
                        .get(VqAutoencoder.LATENT))
                .toArray();
    }

    /** The image of a latent, which may reach beyond [0, 1]. */
    float[] decoded(float[] latent) {
        return Objects.requireNonNull(decoder.run(Tensor.of(latent, 1, form.channels(), form.side(), form.side()))
                        .get(VqAutoencoder.RESTORED))
                .toArray();
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }
}
