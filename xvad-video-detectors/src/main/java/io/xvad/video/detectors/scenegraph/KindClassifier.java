package io.xvad.video.detectors.scenegraph;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.video.relations.Triple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Says which kind a stretch of video is of by its triples, and nothing else. Immutable and thread-safe.
 *
 * @param kinds {@link #NORMAL} first, then those of anomalies
 * @param vocabulary of triples
 * @param regression of the kinds on it
 */
record KindClassifier(List<String> kinds, TripleVocabulary vocabulary, MultinomialRegression regression) {

    /** The first of the kinds. */
    static final String NORMAL = "normal";

    /** The kind of an anomaly whose kind is not known. */
    static final String UNKNOWN = "anomaly";

    private static final String KINDS = "kinds";

    KindClassifier {
        kinds = List.copyOf(kinds);
    }

    /**
     * What a triple adds to the log odds of a kind against normal.
     *
     * @param triple of the vocabulary
     * @param perFrame in how many pairs a frame it is there
     * @param amount (w_k - w_normal) times its value
     */
    record Contribution(Triple triple, double perFrame, double amount) {}

    /**
     * Why a stretch is held for what it is: {@code log p(kind) / p(normal) = intercept + } all contributions.
     *
     * @param score the probability that it is not normal, in [0, 1]
     * @param kind the most probable kind of an anomaly
     * @param probability of that kind, in [0, 1]
     * @param intercept b_k - b_normal
     * @param contributions of the triples that are there, the largest amount first, whether for or against
     */
    record Verdict(double score, String kind, double probability, double intercept, List<Contribution> contributions) {

        /** The logarithm of the odds of the kind against normal. */
        double logOdds() {
            return intercept
                    + contributions.stream().mapToDouble(Contribution::amount).sum();
        }
    }

    Verdict verdict(TripleBag bag) {
        double[] vector = vocabulary.vector(bag);
        double[] probabilities = regression.probabilities(vector);
        int most = 1;
        double score = 0;
        for (int k = 1; k < probabilities.length; k++) {
            score += probabilities[k];
            most = probabilities[k] > probabilities[most] ? k : most;
        }
        return new Verdict(
                Math.min(1, score),
                kinds.get(most),
                probabilities[most],
                regression.intercepts()[most] - regression.intercepts()[0],
                contributions(bag, vector, most));
    }

    private List<Contribution> contributions(TripleBag bag, double[] vector, int kind) {
        List<Contribution> all = new ArrayList<>();
        double[][] weights = regression.weights();
        for (int t = 0; t < vector.length; t++) {
            if (vector[t] > 0) {
                Triple triple = vocabulary.triples().get(t);
                all.add(new Contribution(triple, bag.of(triple), (weights[kind][t] - weights[0][t]) * vector[t]));
            }
        }
        all.sort(Comparator.comparingDouble((Contribution one) -> Math.abs(one.amount))
                .reversed());
        return all;
    }

    void write(ModelWriter model) {
        model.strings(KINDS, kinds);
        vocabulary.write(model);
        regression.write(model);
    }

    static KindClassifier read(ModelReader model) {
        List<String> kinds = model.strings(KINDS);
        if (kinds.size() < 2) {
            throw new XvadModelException("'" + KINDS + "' must have two names, got " + kinds);
        }
        TripleVocabulary vocabulary = TripleVocabulary.read(model);
        return new KindClassifier(
                kinds, vocabulary, MultinomialRegression.read(model, kinds.size(), vocabulary.size()));
    }
}
