package io.xvad.video.detectors.scenegraph;

import io.xvad.core.Box;
import io.xvad.video.relations.RelatedPair;
import io.xvad.video.relations.SceneGraph;
import io.xvad.video.relations.Triple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Counts the triples in the last frames of one video, or in all of them. Not thread-safe. */
final class TripleCount {

    private final double seconds;
    private final int least;
    private final Deque<Seen> frames = new ArrayDeque<>();
    private final Map<Triple, Integer> counts = new HashMap<>();

    /** The triples of a frame, with a box around each pair that has it. */
    private record Seen(double seconds, Map<Triple, List<Box>> boxes) {}

    /**
     * Where a triple was.
     *
     * @param from seconds of the first frame that has it
     * @param to seconds of the last
     * @param box around the first pair that has it in the last
     */
    record Occurrence(double from, double to, Box box) {}

    private TripleCount(double seconds, int least) {
        this.seconds = seconds;
        this.least = least;
    }

    /**
     * Of the frames whose time stamps are less than so many seconds before that of the last. At the beginning of a video, where there are fewer frames than that, nothing counts as related in those that are missing, so
     * that the first frames alone say little.
     *
     * @param framesPerSecond nominal rate
     */
    static TripleCount ofLast(double seconds, double framesPerSecond) {
        return new TripleCount(seconds, Math.max(1, (int) Math.round(seconds * framesPerSecond)));
    }

    /** The triples of all graphs. */
    static TripleBag all(List<SceneGraph> graphs) {
        TripleCount count = new TripleCount(Double.POSITIVE_INFINITY, 1);
        graphs.forEach(count::add);
        return count.bag();
    }

    /** Takes the next frame, and forgets what is too long ago. */
    void add(SceneGraph graph) {
        Map<Triple, List<Box>> boxes = new HashMap<>();
        for (RelatedPair pair : graph.pairs()) {
            for (String relation : pair.relations()) {
                boxes.computeIfAbsent(pair.triple(relation), key -> new ArrayList<>())
                        .add(pair.box());
            }
        }
        frames.addLast(new Seen(graph.seconds(), boxes));
        boxes.forEach((triple, some) -> counts.merge(triple, some.size(), Integer::sum));
        while (frames.getFirst().seconds <= graph.seconds() - seconds) {
            frames.removeFirst().boxes.forEach((triple, some) -> counts.merge(triple, -some.size(), Integer::sum));
        }
        counts.values().removeIf(count -> count == 0);
    }

    TripleBag bag() {
        double all = Math.max(least, frames.size());
        return new TripleBag(counts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue() / all)));
    }

    /** When and where a triple was last; empty if it is not there. */
    Optional<Occurrence> occurrence(Triple triple) {
        List<Seen> having =
                frames.stream().filter(frame -> frame.boxes.containsKey(triple)).toList();
        if (having.isEmpty()) {
            return Optional.empty();
        }
        Seen last = having.get(having.size() - 1);
        return last.boxes.getOrDefault(triple, List.of()).stream()
                .findFirst()
                .map(box -> new Occurrence(having.get(0).seconds, last.seconds, box));
    }
}
