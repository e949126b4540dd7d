package io.xvad.video.detectors.framenetwork;

import io.xvad.core.option.Options;

/**
 * The form of the frames a network takes and gives.
 *
 * @param channels 1 for grey, 3 for RGB
 * @param size side, in pixels
 */
public record FrameForm(int channels, int size) {

    /** The form these options ask for. */
    public static FrameForm of(Options options) {
        return new FrameForm(FrameNetworkOptions.channels(options), FrameNetworkOptions.size(options));
    }

    /** Number of values of a frame. */
    int values() {
        return channels * size * size;
    }
}
