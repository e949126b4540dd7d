package io.xvad.core;

/**
 * What a detector looks at: an {@link Image} or a {@link Clip}. Implementations are immutable and thread-safe.
 */
public sealed interface Sample permits Image, Clip {

    /** A name that tells this sample from others, usually the path it was read from; never empty. */
    String id();

    /** Height in pixels, at least 1. */
    int height();

    /** Width in pixels, at least 1. */
    int width();

    /** Which of the two kinds this sample is. */
    SampleKind kind();
}
