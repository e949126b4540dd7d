package io.xvad.video.detectors.scenegraph;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.video.relations.Triple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The triples that are known, and how much each counts: {@code ln((1 + N) / (1 + N_t)) + 1} for a triple that is in {@code N_t} of {@code N} videos, so that one in every video counts 1. Immutable.
 *
 * @param triples those in most videos first
 * @param weights inverse document frequencies, one for each
 */
record TripleVocabulary(List<Triple> triples, double[] weights) {

    private static final String TRIPLES = "triples";
    private static final String WEIGHTS = "triple-weights";

    TripleVocabulary {
        triples = List.copyOf(triples);
    }

    /**
     * The triples of some videos.
     *
     * @param most triples that are kept
     */
    static TripleVocabulary of(List<TripleBag> videos, int most) {
        Map<Triple, Integer> counts = new HashMap<>();
        videos.forEach(video -> video.perFrame().keySet().forEach(triple -> counts.merge(triple, 1, Integer::sum)));
        List<Triple> kept = counts.entrySet().stream()
                .sorted(Map.Entry.<Triple, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.comparing(Triple::toString))))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
        double[] weights = kept.stream()
                .mapToDouble(triple -> Math.log((1.0 + videos.size()) / (1.0 + counts.getOrDefault(triple, 0))) + 1)
                .toArray();
        return new TripleVocabulary(kept, weights);
    }

    int size() {
        return triples.size();
    }

    /** The value of each triple: how often it is there, times its weight. Triples that are not known count nothing. */
    double[] vector(TripleBag bag) {
        double[] vector = new double[size()];
        for (int t = 0; t < vector.length; t++) {
            vector[t] = weights[t] * bag.of(triples.get(t));
        }
        return vector;
    }

    void write(ModelWriter model) {
        List<String> words = new ArrayList<>();
        triples.forEach(triple -> words.addAll(List.of(triple.subject(), triple.relation(), triple.object())));
        model.strings(TRIPLES, words);
        model.doubles(WEIGHTS, weights);
    }

    static TripleVocabulary read(ModelReader model) {
        List<String> words = model.strings(TRIPLES);
        double[] weights = model.doubles(WEIGHTS);
        if (words.size() != 3 * weights.length) {
            throw new XvadModelException(
                    "entries of triples do not fit: " + words.size() + " words, " + weights.length + " weights");
        }
        List<Triple> triples = new ArrayList<>();
        for (int i = 0; i < words.size(); i += 3) {
            triples.add(new Triple(words.get(i), words.get(i + 1), words.get(i + 2)));
        }
        return new TripleVocabulary(triples, weights);
    }
}
