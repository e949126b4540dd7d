package io.xvad.video.detectors.framenetwork;

/**
 * Which frames of a window a network sees.
 *
 * @param frames how many
 * @param future whether the frame that is scored comes after them, so that it has to be predicted; else it is their last
 */
public record WindowLayout(int frames, boolean future) {

    /** Frames in a window. */
    int window() {
        return future ? frames + 1 : frames;
    }
}
