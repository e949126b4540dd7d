package io.xvad.video.dataset;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits normal videos into windows to learn from and windows to calibrate on. Neighbouring frames are alike, so whole videos are held out, the last
 * ones, or of a single video its last windows.
 *
 * @param windows of all videos
 * @param learned how many, from the first, to learn from
 * @param wholeVideos the videos to learn from where whole ones are held out; empty where a single one is split
 */
public record VideoSplit(VideoWindows windows, int learned, List<Video> wholeVideos) {

    public VideoSplit {
        wholeVideos = List.copyOf(wholeVideos);
    }

    /**
     * Cuts videos into windows one after the other and holds a share of them out.
     *
     * @param length frames of a window
     * @param heldOut share to hold out, in [0, 1); 0 for nothing
     * @throws IllegalArgumentException if the share is outside these bounds
     */
    public static VideoSplit of(List<Video> videos, int length, double heldOut) {
        if (!(heldOut >= 0 && heldOut < 1)) {
            throw new IllegalArgumentException("share held out must be in [0, 1), got " + heldOut);
        }
        VideoWindows windows = new VideoWindows(videos, length, length);
        if (heldOut == 0) {
            return new VideoSplit(windows, windows.size(), videos);
        }
        if (videos.size() == 1) {
            return new VideoSplit(windows, kept(windows.size(), heldOut), List.of());
        }
        int keptVideos = kept(videos.size(), heldOut);
        try (VideoWindows first = new VideoWindows(videos.subList(0, keptVideos), length, length)) {
            return new VideoSplit(windows, first.size(), videos.subList(0, keptVideos));
        }
    }

    private static int kept(int size, double heldOut) {
        return Math.max(1, size - Math.max(1, (int) Math.round(size * heldOut)));
    }

    /** Indices of windows to learn from. */
    public int[] toLearn() {
        return IntStream.range(0, learned).toArray();
    }

    /** Indices of windows to calibrate on; may be empty. */
    public int[] toCalibrate() {
        return IntStream.range(learned, windows.size()).toArray();
    }
}
