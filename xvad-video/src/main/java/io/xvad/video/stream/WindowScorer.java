package io.xvad.video.stream;

import io.xvad.core.AnomalyMap;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Scores each frame by the window of frames that ends with it. The first frames, which have too few before them, get the score of the
 * first full window; a video that ends before there is one is preceded by copies of its first frame. Not thread-safe.
 */
public final class WindowScorer implements FrameScorer {

    private final int length;
    private final Scoring scoring;
    private final Deque<Frame> window = new ArrayDeque<>();
    private final List<Frame> waiting = new ArrayList<>();

    /** Scores the last frame of a window. */
    @FunctionalInterface
    public interface Scoring {
        /** Called with as many frames as the window is long, all of one size, the oldest first. */
        WindowScore score(List<Frame> window);
    }

    /**
     * The score of the last frame of a window, and what was found in it.
     *
     * @param score raw score, finite
     * @param map with the geometry of the frame
     * @param findings the most anomalous first
     */
    public record WindowScore(double score, AnomalyMap map, List<Finding> findings) {

        ScoredFrame in(Frame frame) {
            return new ScoredFrame(frame, score, map, findings);
        }
    }

    /**
     * A scorer for one video.
     *
     * @param length frames in a window, at least 1
     */
    public WindowScorer(int length, Scoring scoring) {
        this.length = length;
        this.scoring = scoring;
    }

    @Override
    public List<ScoredFrame> push(Frame frame) {
        requireSameSize(frame);
        window.addLast(frame);
        if (window.size() < length) {
            waiting.add(frame);
            return List.of();
        }
        if (window.size() > length) {
            window.removeFirst();
        }
        return scored(List.copyOf(window), frame);
    }

    private void requireSameSize(Frame frame) {
        Frame before = window.peekLast();
        if (before != null
                && (before.image().height() != frame.image().height()
                        || before.image().width() != frame.image().width())) {
            throw new IllegalArgumentException(
                    "all frames of a video must be of one size, got " + frame.image() + " after " + before.image());
        }
    }

    private List<ScoredFrame> scored(List<Frame> frames, Frame last) {
        WindowScore found = scoring.score(frames);
        List<ScoredFrame> scored = new ArrayList<>();
        waiting.forEach(frame -> scored.add(found.in(frame)));
        waiting.clear();
        scored.add(found.in(last));
        return scored;
    }

    @Override
    public List<ScoredFrame> finish() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        Frame first = waiting.get(0);
        Frame last = waiting.remove(waiting.size() - 1);
        List<Frame> padded = new ArrayList<>(Collections.nCopies(length - window.size(), first));
        padded.addAll(window);
        return scored(padded, last);
    }

    @Override
    public void close() {}
}
