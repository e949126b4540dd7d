package io.xvad.video.detectors.scenegraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.video.relations.SceneGraph;
import io.xvad.video.relations.Triple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KindClassifierTest {

    private static final Triple NEAR = new Triple("person", "near", "person");
    private static final Triple ON = new Triple("person", "on", "bicycle");
    private static final KindClassifier CLASSIFIER = new KindClassifier(
            List.of(KindClassifier.NORMAL, "fight", "ride"),
            new TripleVocabulary(List.of(NEAR, ON), new double[] {1, 1.5}),
            new MultinomialRegression(
                    new double[] {0.4, -0.3, -0.1}, new double[][] {{-1, -0.5}, {2, -0.2}, {-1, 0.7}}));

    private static TripleBag bag(double near, double on) {
        return new TripleBag(near == 0 ? Map.of(ON, on) : Map.of(NEAR, near, ON, on));
    }

    @Test
    void theLogOddsAreTheInterceptAndWhatEachTripleAdds() {
        KindClassifier.Verdict verdict = CLASSIFIER.verdict(bag(2, 0.4));
        double[] p =
                CLASSIFIER.regression().probabilities(CLASSIFIER.vocabulary().vector(bag(2, 0.4)));
        assertThat(verdict.kind()).isEqualTo("fight");
        assertThat(verdict.logOdds()).isCloseTo(Math.log(p[1] / p[0]), within(1e-12));
        assertThat(verdict.score()).isCloseTo(1 - p[0], within(1e-12));
        assertThat(verdict.intercept()).isCloseTo(-0.7, within(1e-12));
        assertThat(verdict.contributions())
                .extracting(KindClassifier.Contribution::triple)
                .containsExactly(NEAR, ON);
        assertThat(verdict.contributions().get(0).amount()).isCloseTo(6, within(1e-12));
        assertThat(verdict.contributions().get(1).amount()).isCloseTo(0.3 * 0.6, within(1e-12));
    }

    @Test
    void twoVideosThatDifferInOneTripleDifferByItsWeight() {
        double[] with = CLASSIFIER.regression().logits(CLASSIFIER.vocabulary().vector(bag(1, 0.5)));
        double[] without =
                CLASSIFIER.regression().logits(CLASSIFIER.vocabulary().vector(bag(0, 0.5)));
        for (int k = 0; k < with.length; k++) {
            assertThat(with[k] - without[k]).isCloseTo(CLASSIFIER.regression().weights()[k][0], within(1e-12));
        }
    }

    @Test
    void aTripleThatWasNotSeenCountsNothing() {
        TripleBag more = new TripleBag(Map.of(NEAR, 2.0, ON, 0.4, new Triple("dog", "holds", "person"), 9.0));
        assertThat(CLASSIFIER.verdict(more)).isEqualTo(CLASSIFIER.verdict(bag(2, 0.4)));
    }

    @Test
    void theOrderOfFramesAndPairsDoesNotMatter() {
        List<SceneGraph> graphs = new ArrayList<>(List.of(
                Graphs.of(0, "person near person", "person on bicycle"),
                Graphs.of(0.1, "person on bicycle", "person near person", "person near person"),
                Graphs.of(0.2),
                Graphs.of(0.3, "dog near person")));
        TripleBag bag = TripleCount.all(graphs);
        assertThat(bag.of(NEAR)).isEqualTo(0.75);
        assertThat(bag.of(ON)).isEqualTo(0.5);
        Collections.shuffle(graphs, new Random(1));
        assertThat(TripleCount.all(graphs)).isEqualTo(bag);
        assertThat(TripleCount.all(List.of(Graphs.of(0, "person on bicycle", "person near person"))))
                .isEqualTo(TripleCount.all(List.of(Graphs.of(0, "person near person", "person on bicycle"))));
    }

    @Test
    void atTheBeginningOfAVideoLittleIsSaid() {
        TripleCount count = TripleCount.ofLast(1, 10);
        for (int i = 0; i < 20; i++) {
            count.add(Graphs.of(i * 0.1, "person on bicycle"));
            assertThat(count.bag().of(ON)).isCloseTo(Math.min(1, (i + 1) / 10.0), within(1e-12));
        }
    }

    @Test
    void aStretchForgetsWhatIsTooLongAgo() {
        TripleCount count = TripleCount.ofLast(1, 10);
        for (int i = 0; i < 30; i++) {
            count.add(i == 10 || i == 12 ? Graphs.of(i * 0.1, "person on bicycle") : Graphs.of(i * 0.1));
            if (i == 14) {
                assertThat(count.bag().of(ON)).isCloseTo(0.2, within(1e-12));
                TripleCount.Occurrence there = count.occurrence(ON).orElseThrow();
                assertThat(there.from()).isCloseTo(1.0, within(1e-12));
                assertThat(there.to()).isCloseTo(1.2, within(1e-12));
                assertThat(there.box().x()).isZero();
            }
        }
        assertThat(count.bag().perFrame()).isEmpty();
        assertThat(count.occurrence(ON)).isEmpty();
    }
}
