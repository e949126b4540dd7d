package io.xvad.generative.latent;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import java.util.Objects;

/**
 * A trained autoencoder of images in [0, 1]. Thread-safe.
 *
 * @param encoder from {@link #IMAGE} to {@link #LATENT}
 * @param decoder from {@link #DECODED} to {@link #RESTORED}
 * @param form sizes
 */
public record LatentCodec(Network encoder, Network decoder, LatentForm form) implements AutoCloseable {

    /** Name of the images that go in, shape (N, 3, size, size), in [0, 1]. */
    public static final String IMAGE = "image";

    /** Name of the latent of the images, shape (N, channels, side, side). */
    public static final String LATENT = "latent";

    /** Name of latents that go in to be decoded, of the same shape. */
    public static final String DECODED = "decoded-latent";

    /** Name of the images they are decoded to, which may reach beyond [0, 1]. */
    public static final String RESTORED = "restored";

    /** An image in [-1, 1] as one in [0, 1]. */
    public static float[] unit(float[] image) {
        return mapped(image, 0.5f, 0.5f);
    }

    /** An image in [0, 1] as one in [-1, 1]. */
    public static float[] centred(float[] image) {
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
    public float[] encoded(float[] image) {
        return Objects.requireNonNull(encoder.run(Tensor.of(image, 1, 3, form.size(), form.size()))
                        .get(LATENT))
                .toArray();
    }

    /** The image of a latent, which may reach beyond [0, 1]. */
    public float[] decoded(float[] latent) {
        return Objects.requireNonNull(decoder.run(Tensor.of(latent, 1, form.channels(), form.side(), form.side()))
                        .get(RESTORED))
                .toArray();
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }
}
