package io.xvad.core;

/**
 * A sample that a detector can score: an {@link Image}, a {@link LargeImage} or a {@link Clip}. Implementations are immutable and
 * thread-safe.
 */
public sealed interface Sample permits Image, LargeImage, Clip {

    /** A name that tells this sample from others, usually the path it was read from; never empty. */
    String id();

    /** Height in pixels, at least 1. */
    int height();

    /** Width in pixels, at least 1. */
    int width();

    /** Whether this sample is an image or a clip. */
    SampleKind kind();

    /**
     * This sample as an image; a {@link LargeImage} is read whole.
     *
     * @throws IllegalArgumentException naming the sample, if it is a clip
     */
    default Image requireImage() {
        if (this instanceof Image image) {
            return image;
        }
        throw new IllegalArgumentException("an image is needed, got " + this);
    }

    /**
     * This sample as a clip.
     *
     * @throws IllegalArgumentException naming the sample, if it is an image
     */
    default Clip requireClip() {
        if (this instanceof Clip clip) {
            return clip;
        }
        throw new IllegalArgumentException("a clip is needed, got " + this);
    }
}
