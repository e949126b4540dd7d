package io.xvad.evaluation.video;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.stream.Frame;
import io.xvad.video.dataset.Video;
import io.xvad.video.read.FrameSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The frames of a video around its highest score, for explainers, which take clips and not whole videos.
 *
 * @param first index in the video of the first frame
 * @param clip the frames; its id ends with {@code #first-end}
 */
public record PeakWindow(int first, Clip clip) {

    /**
     * Watches a video to find the frame of the highest score, and reads it again around that frame, which lies two thirds on.
     *
     * @param length frames of the window, at least 2; it has fewer at the end of the video
     * @param counted indices of the frames whose scores count
     * @throws XvadDataException if the video cannot be read or no frame counts
     * @throws IllegalArgumentException if the window is too short
     */
    public static PeakWindow of(FittedDetector fitted, Video video, int length, IntPredicate counted) {
        requireLength(length);
        int first = Math.max(0, peak(fitted, video, counted) - 2 * length / 3);
        return new PeakWindow(first, read(video, first, length));
    }

    /**
     * Refuses what is no length of a window.
     *
     * @return the length
     * @throws IllegalArgumentException if it is below 2
     */
    public static int requireLength(int length) {
        if (length < 2) {
            throw new IllegalArgumentException("a window needs at least 2 frames, got " + length);
        }
        return length;
    }

    private static int peak(FittedDetector fitted, Video video, IntPredicate counted) {
        try (FrameSource source = video.open()) {
            WatchedVideo watched =
                    WatchedVideo.of(video.id(), source, fitted, CalibratedRules.of(fitted), scored -> {});
            long peak = watched.moments().stream()
                    .filter(moment -> counted.test(Math.toIntExact(moment.index())))
                    .max(Comparator.comparingDouble(WatchedVideo.Moment::score))
                    .orElseThrow(() -> new XvadDataException("video " + video.id() + " has no frame to explain"))
                    .index();
            return Math.toIntExact(peak);
        }
    }

    private static Clip read(Video video, int first, int length) {
        List<Image> images = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        try (FrameSource source = video.open()) {
            for (Optional<Frame> next = source.next();
                    next.isPresent() && images.size() < length;
                    next = source.next()) {
                if (next.get().index() >= first) {
                    images.add(next.get().image());
                    times.add(next.get().seconds());
                }
            }
            double[] stamps = times.stream().mapToDouble(Double::doubleValue).toArray();
            String id = video.id() + "#" + first + "-" + (first + images.size());
            return Clip.of(id, images, source.framesPerSecond(), stamps);
        }
    }
}
