package io.xvad.video.detectors.snippets;

import io.xvad.core.stream.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the frames of a video into snippets, one after the other. What is left at its end is seen together with the frames before it, or, in
 * a video shorter than a snippet, with copies of its last frame. Not thread-safe.
 */
final class SnippetBuffer {

    private final int length;
    private final List<Frame> before = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();

    SnippetBuffer(int length) {
        this.length = length;
    }

    /**
     * Frames that get one score.
     *
     * @param seen as many as a snippet has
     * @param scored those of them, the last, that no snippet before has scored
     */
    record Cut(List<Frame> seen, List<Frame> scored) {}

    /**
     * Takes the next frame.
     *
     * @throws IllegalArgumentException if it has another size than those before
     */
    Optional<Cut> push(Frame frame) {
        requireSameSize(frame);
        frames.add(frame);
        if (frames.size() < length) {
            return Optional.empty();
        }
        List<Frame> full = List.copyOf(frames);
        before.clear();
        before.addAll(full);
        frames.clear();
        return Optional.of(new Cut(full, full));
    }

    private void requireSameSize(Frame frame) {
        List<Frame> latest = frames.isEmpty() ? before : frames;
        latest.stream().limit(1).filter(one -> !isLike(one, frame)).forEach(one -> {
            throw new IllegalArgumentException(
                    "all frames of a video must be of one size, got " + frame.image() + " after " + one.image());
        });
    }

    private static boolean isLike(Frame one, Frame other) {
        return one.image().height() == other.image().height()
                && one.image().width() == other.image().width();
    }

    /** What is left. */
    Optional<Cut> rest() {
        if (frames.isEmpty()) {
            return Optional.empty();
        }
        List<Frame> left = List.copyOf(frames);
        frames.clear();
        List<Frame> seen = new ArrayList<>();
        if (before.isEmpty()) {
            seen.addAll(left);
            seen.addAll(Collections.nCopies(length - left.size(), left.get(left.size() - 1)));
        } else {
            seen.addAll(before.subList(left.size(), length));
            seen.addAll(left);
        }
        return Optional.of(new Cut(seen, left));
    }
}
