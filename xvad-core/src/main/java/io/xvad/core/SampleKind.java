package io.xvad.core;

/** The kinds of sample a detector may take. */
public enum SampleKind {
    /** A single {@link Image}. */
    IMAGE,
    /** A {@link Clip} of frames. */
    CLIP
}
