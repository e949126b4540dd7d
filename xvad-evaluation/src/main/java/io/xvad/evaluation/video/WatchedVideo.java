package io.xvad.evaluation.video;

import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.video.event.EventRules;
import io.xvad.video.event.VideoEvent;
import io.xvad.video.event.VideoSession;
import io.xvad.video.read.FrameSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The scores of a video's frames and the events that a detector found in it.
 *
 * @param name of the video
 * @param framesPerSecond its nominal rate
 * @param moments a score for each frame, in order
 * @param events what was unusual, in order
 * @param limit the score above which an event is opened
 * @param remarks what a reader of the scores should know of how they came about
 */
public record WatchedVideo(
        String name,
        double framesPerSecond,
        List<Moment> moments,
        List<VideoEvent> events,
        double limit,
        List<String> remarks) {

    public WatchedVideo {
        moments = List.copyOf(moments);
        events = List.copyOf(events);
        remarks = List.copyOf(remarks);
    }

    /**
     * The score of a frame.
     *
     * @param index of the frame
     * @param seconds its time stamp
     * @param score its score
     */
    public record Moment(long index, double seconds, double score) {}

    /**
     * Watches a video from its first frame to its last; nothing of it is kept but scores and events.
     *
     * @param watcher sees every scored frame, in order
     * @throws XvadDataException if the video cannot be read or has no frames
     */
    public static WatchedVideo of(
            String name, FrameSource source, FittedDetector fitted, EventRules rules, Consumer<ScoredFrame> watcher) {
        List<Moment> moments = new ArrayList<>();
        List<VideoEvent> events = new ArrayList<>();
        List<String> remarks;
        Consumer<VideoSession.Update> follow = update -> {
            for (ScoredFrame scored : update.frames()) {
                Frame frame = scored.frame();
                moments.add(new Moment(frame.index(), frame.seconds(), scored.score()));
                watcher.accept(scored);
            }
            events.addAll(update.closed());
        };
        try (VideoSession session = VideoSession.open(fitted, source.framesPerSecond(), rules)) {
            session.watch(source, follow);
            remarks = session.remarks();
        }
        if (moments.isEmpty()) {
            throw new XvadDataException("video " + name + " has no frames");
        }
        return new WatchedVideo(name, source.framesPerSecond(), moments, events, rules.open(), remarks);
    }

    /** Time stamp of the first frame, in seconds. */
    public double begins() {
        return moments.get(0).seconds();
    }

    /** Length in seconds, from the first frame to the end of the last. */
    public double seconds() {
        return moments.get(moments.size() - 1).seconds() - begins() + 1 / framesPerSecond;
    }

    /** The highest score of a frame. */
    public double highestScore() {
        return moments.stream().mapToDouble(Moment::score).max().orElseThrow();
    }

    /** One score a frame, in order. */
    public double[] scores() {
        return moments.stream().mapToDouble(Moment::score).toArray();
    }
}
