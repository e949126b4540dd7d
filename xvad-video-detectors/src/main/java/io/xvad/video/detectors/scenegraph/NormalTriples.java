package io.xvad.video.detectors.scenegraph;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.video.detectors.objects.NormalRange;
import io.xvad.video.relations.Triple;
import java.util.ArrayList;
import java.util.List;

/**
 * What is normal in stretches of normal videos. Immutable and thread-safe.
 *
 * @param triples the vocabulary
 * @param perFrame in how many pairs a frame each triple is there
 * @param kinds how probable the kinds of anomalies are, in their order
 */
record NormalTriples(List<Triple> triples, List<NormalRange> perFrame, List<NormalRange> kinds) {

    private static final String RANGES = "normal-triples";
    private static final NormalRange NEVER = new NormalRange(0, 0);

    NormalTriples {
        triples = List.copyOf(triples);
        perFrame = List.copyOf(perFrame);
        kinds = List.copyOf(kinds);
    }

    static NormalTriples of(List<TripleBag> stretches, KindClassifier classifier) {
        List<Triple> triples = classifier.vocabulary().triples();
        List<double[]> probabilities = stretches.stream()
                .map(classifier.vocabulary()::vector)
                .map(classifier.regression()::probabilities)
                .toList();
        List<NormalRange> kinds = new ArrayList<>();
        for (int k = 1; k < classifier.kinds().size(); k++) {
            int kind = k;
            kinds.add(NormalRange.of(probabilities.stream().mapToDouble(one -> one[kind]), 0));
        }
        return new NormalTriples(
                triples,
                triples.stream()
                        .map(triple -> NormalRange.of(stretches.stream().mapToDouble(bag -> bag.of(triple)), 0))
                        .toList(),
                kinds);
    }

    NormalRange of(Triple triple) {
        int at = triples.indexOf(triple);
        return at < 0 ? NEVER : perFrame.get(at);
    }

    void write(ModelWriter model) {
        double[] values = new double[2 * (perFrame.size() + kinds.size())];
        int at = 0;
        for (List<NormalRange> ranges : List.of(perFrame, kinds)) {
            for (NormalRange range : ranges) {
                values[at++] = range.low();
                values[at++] = range.high();
            }
        }
        model.doubles(RANGES, values);
    }

    static NormalTriples read(ModelReader model, KindClassifier classifier) {
        double[] values = model.doubles(RANGES);
        List<Triple> triples = classifier.vocabulary().triples();
        int count = triples.size() + classifier.kinds().size() - 1;
        if (values.length != 2 * count) {
            throw new XvadModelException("'" + RANGES + "' must have " + 2 * count + " values, got " + values.length);
        }
        List<NormalRange> ranges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ranges.add(new NormalRange(values[2 * i], values[2 * i + 1]));
        }
        return new NormalTriples(triples, ranges.subList(0, triples.size()), ranges.subList(triples.size(), count));
    }
}
