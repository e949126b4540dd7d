package io.xvad.video.detectors.scenegraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.video.relations.Triple;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RegressionFitTest {

    private static JsonNode golden() throws IOException {
        try (InputStream in = RegressionFitTest.class.getResourceAsStream("/golden/triples.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        }
    }

    private static double[] row(JsonNode node) {
        double[] row = new double[node.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = node.get(i).asDouble();
        }
        return row;
    }

    private static Triple triple(int number) {
        return new Triple("a", "r" + number, "b");
    }

    private static List<TripleBag> bags(JsonNode golden) {
        List<TripleBag> bags = new ArrayList<>();
        for (JsonNode counts : golden.get("counts")) {
            Map<Triple, Double> perFrame = new HashMap<>();
            for (int t = 0; t < counts.size(); t++) {
                if (counts.get(t).asDouble() > 0) {
                    perFrame.put(triple(t), counts.get(t).asDouble());
                }
            }
            bags.add(new TripleBag(perFrame));
        }
        return bags;
    }

    private static RegressionFit fit(JsonNode golden, TripleVocabulary vocabulary) {
        int[] classes = new int[golden.get("classes").size()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = golden.get("classes").get(i).asInt();
        }
        return new RegressionFit(
                bags(golden).stream().map(vocabulary::vector).toArray(double[][]::new),
                classes,
                3,
                golden.get("ridge").asDouble());
    }

    @Test
    void findsTheWeightsAndProbabilitiesOfScikitLearn() throws IOException {
        JsonNode golden = golden();
        TripleVocabulary vocabulary = TripleVocabulary.of(bags(golden), 100);
        MultinomialRegression fitted = fit(golden, vocabulary).fitted();
        for (int t = 0; t < vocabulary.size(); t++) {
            int theirs = Integer.parseInt(vocabulary.triples().get(t).relation().substring(1));
            assertThat(vocabulary.weights()[t])
                    .isCloseTo(golden.get("idf").get(theirs).asDouble(), within(1e-12));
            for (int k = 0; k < 3; k++) {
                assertThat(fitted.weights()[k][t])
                        .isCloseTo(golden.get("weights").get(k).get(theirs).asDouble(), within(1e-4));
            }
        }
        for (int i = 0; i < golden.get("probabilities").size(); i++) {
            assertThat(fitted.probabilities(vocabulary.vector(bags(golden).get(i))))
                    .containsExactly(row(golden.get("probabilities").get(i)), within(1e-5));
        }
    }

    @Test
    void theGradientIsThatOfTheLoss() throws IOException {
        JsonNode golden = golden();
        RegressionFit fit = fit(golden, TripleVocabulary.of(bags(golden), 100));
        double[] at = new double[3 * 6];
        for (int i = 0; i < at.length; i++) {
            at[i] = Math.sin(i);
        }
        double[] gradient = fit.gradient(at);
        for (int i = 0; i < at.length; i++) {
            double[] more = at.clone();
            double[] less = at.clone();
            more[i] += 1e-5;
            less[i] -= 1e-5;
            assertThat(gradient[i]).isCloseTo((fit.loss(more) - fit.loss(less)) / 2e-5, within(1e-8));
        }
    }

    @Test
    void theVocabularyKeepsTheTriplesInMostVideos() throws IOException {
        List<TripleBag> bags = List.of(
                new TripleBag(Map.of(triple(0), 1.0, triple(2), 1.0)),
                new TripleBag(Map.of(triple(2), 5.0, triple(1), 0.1)),
                new TripleBag(Map.of(triple(1), 1.0)));
        assertThat(TripleVocabulary.of(bags, 2).triples()).containsExactly(triple(1), triple(2));
    }
}
