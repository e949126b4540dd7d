package io.xvad.video.event;

import io.xvad.core.detect.FittedDetector;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.video.read.FrameSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Watches one camera: frames go in as they come, scores and events come out. Memory does not grow with the length of the
 * video. Several sessions may share a detector, which stays open; a session itself is not thread-safe.
 *
 * <pre>{@code
 * try (VideoSession session = VideoSession.open(detector, 25, EventRules.of(detector))) {
 *     for (Optional<Frame> frame = camera.next(); frame.isPresent(); frame = camera.next()) {
 *         session.push(frame.get()).opened().forEach(event -> alert(EventNarration.inWords(event)));
 *     }
 * }
 * }</pre>
 */
public final class VideoSession implements AutoCloseable {

    private final FrameScorer scorer;
    private final EventTracker tracker;

    private VideoSession(FrameScorer scorer, EventTracker tracker) {
        this.scorer = scorer;
        this.tracker = tracker;
    }

    /**
     * Starts to watch a video. A detector of images looks at each frame by itself.
     *
     * @param framesPerSecond nominal rate of the camera, finite and above 0
     */
    public static VideoSession open(FittedDetector detector, double framesPerSecond, EventRules rules) {
        FrameScorer scorer = detector.capability(ScoresFrames.class)
                .map(frames -> frames.scorer(framesPerSecond))
                .orElseGet(() -> new FrameByFrame(detector));
        return new VideoSession(scorer, new EventTracker(detector, rules));
    }

    /**
     * The news after one more frame.
     *
     * @param frames scored frames, in order; there may be none, or several
     * @param opened events that have just been opened, as they look now
     * @param closed events that are over
     */
    public record Update(List<ScoredFrame> frames, List<VideoEvent> opened, List<VideoEvent> closed) {

        public Update {
            frames = List.copyOf(frames);
            opened = List.copyOf(opened);
            closed = List.copyOf(closed);
        }
    }

    /**
     * Takes the next frame.
     *
     * @throws IllegalArgumentException if it has another size than the frames before
     */
    public Update push(Frame frame) {
        return tracked(scorer.push(frame));
    }

    /** No frame follows: an event that is open is closed. */
    public Update finish() {
        Update rest = tracked(scorer.finish());
        List<VideoEvent> closed = new ArrayList<>(rest.closed);
        tracker.finish().ifPresent(closed::add);
        return new Update(rest.frames, rest.opened, closed);
    }

    /**
     * Watches a source from its next frame to its last, and finishes.
     *
     * @param listener hears of every update, in order
     */
    public void watch(FrameSource source, Consumer<Update> listener) {
        for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
            listener.accept(push(next.get()));
        }
        scorer.finish(scored -> listener.accept(tracked(List.of(scored))));
        listener.accept(
                new Update(List.of(), List.of(), tracker.finish().stream().toList()));
    }

    /** What a reader of the scores should know of how they came about; complete when the video has ended. */
    public List<String> remarks() {
        return scorer.remarks();
    }

    private Update tracked(List<ScoredFrame> frames) {
        List<VideoEvent> opened = new ArrayList<>();
        List<VideoEvent> closed = new ArrayList<>();
        for (ScoredFrame frame : frames) {
            tracker.track(frame, opened, closed);
        }
        return new Update(frames, opened, closed);
    }

    /** The event that is open now, as it looks so far. */
    public Optional<VideoEvent> current() {
        return tracker.current();
    }

    @Override
    public void close() {
        scorer.close();
    }
}
