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
 * The most anomalous stretch of a video: it is watched once to find the frame of the highest score, then read again around it.
 *
 * @param fitted the detector
 * @param window frames of a stretch, at least 2; fewer at the end of a video
 */
public record PeakWindows(FittedDetector fitted, int window) {

    PeakWindows {
        if (window < 2) {
            throw new IllegalArgumentException("a window needs at least 2 frames, got " + window);
        }
    }

    /**
     * A stretch that was found.
     *
     * @param first index in the video of its first frame
     * @param clip its frames; the id ends with {@code #first-end}
     */
    record Found(int first, Clip clip) {}

    /**
     * The stretch, in which the highest score lies two thirds on.
     *
     * @param counted frames whose scores count
     * @throws XvadDataException if the video cannot be read or no frame counts
     */
    public Found of(Video video, IntPredicate counted) {
        int first = Math.max(0, peak(video, counted) - 2 * window / 3);
        return new Found(first, read(video, first));
    }

    private int peak(Video video, IntPredicate counted) {
        try (FrameSource source = video.open()) {
            WatchedVideo watched = WatchedVideo.of(video.id(), source, fitted, CalibratedRules.of(fitted), scored -> {});
            long peak = watched.moments().stream()
                    .filter(moment -> counted.test(Math.toIntExact(moment.index())))
                    .max(Comparator.comparingDouble(WatchedVideo.Moment::score))
                    .orElseThrow(() -> new XvadDataException("video " + video.id() + " has no frame to explain"))
                    .index();
            return Math.toIntExact(peak);
        }
    }

    private Clip read(Video video, int first) {
        List<Image> images = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        try (FrameSource source = video.open()) {
            for (Optional<Frame> next = source.next();
                    next.isPresent() && images.size() < window;
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
