package io.xvad.generative.latent;

/**
 * Sizes of an autoencoder of images and of its latent, whose places lie on a square grid.
 *
 * @param size side of the images in pixels, a multiple of the {@link #stride()}
 * @param halvings how often the encoder halves the side, at least 1
 * @param channels of the latent, at least 1
 * @param width channels after the first halving, twice as many after each further one
 */
public record LatentForm(int size, int halvings, int channels, int width) {

    /** @throws IllegalArgumentException if the side of the images is no multiple of the stride */
    public LatentForm {
        if (size % (1 << halvings) != 0) {
            throw new IllegalArgumentException("images of " + size + " pixels a side cannot be halved " + halvings
                    + " times, wanted a multiple of " + (1 << halvings));
        }
    }

    /** How many pixels, along a side, are one place of the latent. */
    public int stride() {
        return 1 << halvings;
    }

    /** Places along a side of the latent. */
    public int side() {
        return size / stride();
    }

    /** Values of the latent of an image. */
    public int values() {
        return channels * side() * side();
    }

    /** Shifts of images by up to half a place of the latent. */
    public Shift shift() {
        return new Shift(size, stride() / 2);
    }

    /** Channels after some halvings, from 1. */
    int widthAfter(int count) {
        return width << (count - 1);
    }
}
