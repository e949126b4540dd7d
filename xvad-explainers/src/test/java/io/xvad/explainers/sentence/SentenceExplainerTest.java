package io.xvad.explainers.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.capability.ComparesSentences.SentenceSimilarity;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.explain.Statement;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.explainers.Scene;
import io.xvad.testkit.ExplainerContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentenceExplainerTest extends ExplainerContract {

    private static final List<SentenceSimilarity> SENTENCES = List.of(
            new SentenceSimilarity("a scratched tile", true, 0.31),
            new SentenceSimilarity("a tile", false, 0.3),
            new SentenceSimilarity("a broken tile", true, 0.2),
            new SentenceSimilarity("a new tile", false, 0.1),
            new SentenceSimilarity("a dirty tile", true, 0.05));

    /** A detector that has sentences as well. */
    private record WithSentences(FittedDetector inner, List<SentenceSimilarity> sentences)
            implements FittedDetector, ComparesSentences {

        @Override
        public List<SentenceSimilarity> sentences(Image image) {
            return sentences;
        }

        @Override
        public Detection detect(Sample sample) {
            return inner.detect(sample);
        }

        @Override
        public Capabilities capabilities() {
            return inner.capabilities().with(ComparesSentences.class, this);
        }

        @Override
        public Provenance provenance() {
            return inner.provenance();
        }

        @Override
        public void save(ModelWriter model) {
            inner.save(model);
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    @Override
    protected Explainer explainer() {
        return new SentenceExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return new WithSentences(Scene.fitted(), SENTENCES);
    }

    @Override
    protected Sample anomaly() {
        return Scene.withSquare();
    }

    private List<Evidence> evidence(List<SentenceSimilarity> sentences, Map<String, String> options) {
        try (FittedDetector fitted = new WithSentences(Scene.fitted(), sentences)) {
            return explainer()
                    .explain(fitted, anomaly(), fitted.detect(anomaly()), ExplainRequest.of(explainer(), options, 1))
                    .evidence();
        }
    }

    @Test
    void theMostAlikeOfBothKindsAreToldWithTheirCosines() {
        List<Evidence> evidence = evidence(SENTENCES, Map.of());
        RuleTrace rule = (RuleTrace) evidence.get(0);
        assertThat(rule.violated()).isTrue();
        assertThat(rule.facts())
                .containsExactly(
                        "cosine 0.310 to \"a scratched tile\" (anomalous)",
                        "cosine 0.200 to \"a broken tile\" (anomalous)",
                        "cosine 0.300 to \"a tile\" (normal)",
                        "cosine 0.100 to \"a new tile\" (normal)");
        Statement told = (Statement) evidence.get(1);
        assertThat(told.text()).contains("\"a scratched tile\" (cosine 0.310)", "\"a tile\" (0.300)");
        assertThat(told.restsOn()).containsExactly(0);
    }

    @Test
    void anImageThatIsMoreLikeANormalSentenceKeepsTheRule() {
        List<Evidence> evidence = evidence(SENTENCES.subList(1, 5), Map.of("sentences", "1"));
        RuleTrace rule = (RuleTrace) evidence.get(0);
        assertThat(rule.violated()).isFalse();
        assertThat(rule.facts()).hasSize(2);
    }

    @Test
    void learnedAnchorsHaveNothingToTell() {
        assertThat(evidence(List.of(), Map.of())).isEmpty();
    }
}
