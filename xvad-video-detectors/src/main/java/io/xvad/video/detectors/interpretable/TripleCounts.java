package io.xvad.video.detectors.interpretable;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.video.relations.Triple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * In how many normal frames each triple was there, and in how many videos. Immutable and thread-safe.
 *
 * @param counts by triple
 * @param frames in all
 */
record TripleCounts(Map<Triple, Count> counts, long frames) {

    private static final String WORDS = "triples";
    private static final String NUMBERS = "triple-counts";

    private static final Count NONE = new Count(0, 0, -1);

    TripleCounts {
        counts = Map.copyOf(counts);
    }

    /**
     * How often a triple was there.
     *
     * @param frames in which it was
     * @param videos in which it was
     * @param only the number of the video it was in, if that is one
     */
    record Count(int frames, int videos, int only) {

        Count with(int video, boolean seenThere) {
            return new Count(frames + 1, seenThere ? videos : videos + 1, video);
        }
    }

    /** Counts frame by frame, video by video. */
    static final class Counting {

        private final Map<Triple, Count> counts = new HashMap<>();
        private final Map<Triple, Integer> latest = new HashMap<>();
        private long frames;

        void add(Set<Triple> triples, int video) {
            frames++;
            for (Triple triple : new HashSet<>(triples)) {
                boolean seenThere = latest.getOrDefault(triple, -1) == video;
                counts.merge(triple, new Count(1, 1, video), (before, one) -> before.with(video, seenThere));
                latest.put(triple, video);
            }
        }

        TripleCounts counted() {
            return new TripleCounts(counts, frames);
        }
    }

    /** Whether a triple was there in any normal video. */
    boolean has(Triple triple) {
        return counts.containsKey(triple);
    }

    /** Whether a triple was there in another video than one. */
    boolean hasBeside(Triple triple, int video) {
        Count count = counts.getOrDefault(triple, NONE);
        return count.videos > 1 || (count.videos == 1 && count.only != video);
    }

    /** The share of normal frames in which it was. */
    double share(Triple triple) {
        return counts.getOrDefault(triple, NONE).frames / (double) Math.max(1, frames);
    }

    void write(ModelWriter model) {
        List<String> words = new ArrayList<>();
        List<Double> numbers = new ArrayList<>(List.of((double) frames));
        new TreeMap<>(Map.copyOf(named())).forEach((name, triple) -> {
            Count count = counts.getOrDefault(triple, NONE);
            words.addAll(List.of(triple.subject(), triple.relation(), triple.object()));
            numbers.addAll(List.of((double) count.frames, (double) count.videos, (double) count.only));
        });
        model.strings(WORDS, words);
        model.doubles(NUMBERS, numbers.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private Map<String, Triple> named() {
        Map<String, Triple> named = new HashMap<>();
        counts.keySet().forEach(triple -> named.put(triple.toString(), triple));
        return named;
    }

    static TripleCounts read(ModelReader model) {
        List<String> words = model.strings(WORDS);
        double[] numbers = model.doubles(NUMBERS);
        if (words.size() % 3 != 0 || numbers.length != words.size() + 1) {
            throw new XvadModelException(
                    "entries of triples do not fit: " + words.size() + " words, " + numbers.length + " numbers");
        }
        Map<Triple, Count> counts = new HashMap<>();
        for (int i = 0; i < words.size(); i += 3) {
            counts.put(
                    new Triple(words.get(i), words.get(i + 1), words.get(i + 2)),
                    new Count((int) numbers[i + 1], (int) numbers[i + 2], (int) numbers[i + 3]));
        }
        return new TripleCounts(counts, (long) numbers[0]);
    }
}
