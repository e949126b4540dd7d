package io.xvad.video.detectors.framenetwork;

import io.xvad.core.Image;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A window of a training clip, whose frames are kept once, as bytes.
 *
 * @param clip the clip
 * @param last index of the last frame of the window; frames before the first are copies of the first
 */
record FrameWindow(PackedClip clip, int last) {

    /** The frame that many before the last, values in [0, 1]. */
    float[] frame(int before) {
        return clip.frame(Math.max(0, last - before));
    }

    /**
     * Whether this window and another have a frame in common.
     *
     * @param length frames of a window
     */
    boolean sharesFrames(FrameWindow other, int length) {
        return clip == other.clip && Math.abs(last - other.last) < length;
    }

    /** The frames of the window, the oldest first. */
    List<float[]> frames(int length) {
        return IntStream.range(0, length).mapToObj(i -> frame(length - 1 - i)).toList();
    }

    /** A frame as the network takes it: grey or RGB plane by plane, square, values in [0, 1]. */
    static float[] resized(Image image, FrameForm form) {
        Image seen = image.channels() == form.channels()
                ? image
                : form.channels() == 1 ? Channels.grey(image) : Channels.colour(image);
        return Resize.averaged(seen, form.size(), form.size()).toArray();
    }
}
