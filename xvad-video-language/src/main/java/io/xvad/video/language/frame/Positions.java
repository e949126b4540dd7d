package io.xvad.video.language.frame;

import io.xvad.core.Image;
import io.xvad.core.stream.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The positions of a video that was kept. Not thread-safe.
 *
 * @param video its frames, at least one
 * @param frames the index of the frame at each position, at least one, ascending
 * @param framesPerSecond nominal rate of the video
 */
public record Positions(KeptVideo video, int[] frames, double framesPerSecond) {

    /** Those of a grid; of a video without one its first frame. */
    static Positions of(KeptVideo video, ClipGrid grid) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < video.size(); i++) {
            boolean position = i == 0
                    ? grid.begins(video.seconds(0))
                    : grid.stretch(video.seconds(i)) != grid.stretch(video.seconds(i - 1));
            if (position) {
                found.add(i);
            }
        }
        int[] frames = found.stream().mapToInt(Integer::intValue).toArray();
        return new Positions(video, frames.length == 0 ? new int[] {0} : frames, grid.framesPerSecond());
    }

    /** Number of positions. */
    public int size() {
        return frames.length;
    }

    /** The frame at a position. */
    public Frame frame(int position) {
        return video.get(frames[position]);
    }

    /** The position at or before a frame; the first for frames before it. */
    int before(int frame) {
        int found = Arrays.binarySearch(frames, frame);
        return Math.max(0, found >= 0 ? found : -found - 2);
    }

    /**
     * Frames of the window around a position, evenly from its first frame to its last; a single one is the position's own.
     *
     * @param seconds length of the window; half of it lies before the position; it is cut off at the ends of the video
     * @param count frames, at least 1
     */
    public List<Image> window(int position, double seconds, int count) {
        if (count == 1) {
            return List.of(frame(position).image());
        }
        int half = (int) Math.round(seconds * framesPerSecond / 2);
        int from = Math.max(0, frames[position] - half);
        int to = Math.min(video.size(), Math.max(frames[position] + half, frames[position] + 1));
        return IntStream.of(ClipGrid.evenly(from, to - 1, count))
                .mapToObj(index -> video.get(index).image())
                .toList();
    }
}
