package io.xvad.core.stream;

import io.xvad.core.Clip;
import io.xvad.core.Cover;
import io.xvad.core.Image;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One frame of a video. Immutable.
 *
 * @param index position in the video, from 0
 * @param seconds time stamp, not before that of the frame before
 * @param image what the frame shows, RGB or grey
 */
public record Frame(long index, double seconds, Image image) {

    /** The same frame with a cover on it. */
    public Frame covered(Cover cover) {
        return new Frame(index, seconds, cover.over(image));
    }

    /** The frames of a clip, in order. */
    public static List<Frame> of(Clip clip) {
        return IntStream.range(0, clip.frames().size())
                .mapToObj(i -> new Frame(i, clip.timestamp(i), clip.frames().get(i)))
                .toList();
    }
}
