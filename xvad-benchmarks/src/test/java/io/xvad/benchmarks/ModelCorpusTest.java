package io.xvad.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of format 1 that are kept still open and say the same. Other processors give slightly other figures. */
class ModelCorpusTest {

    private static final double TOLERANCE = 2e-4;

    static List<ModelCorpus.Said> kept() {
        return ModelCorpus.kept();
    }

    @ParameterizedTest
    @MethodSource("kept")
    void aKeptModelSaysTheSame(ModelCorpus.Said then) {
        ModelCorpus.Said now = ModelCorpus.now(then.model());
        assertThat(now.sha256()).as("a kept file is never written again").isEqualTo(then.sha256());
        assertThat(now.decision()).isEqualTo(then.decision());
        assertThat(now.score()).isCloseTo(then.score(), near(then.score()));
        assertThat(now.mapMean()).isCloseTo(then.mapMean(), near(then.mapMax()));
        assertThat(now.mapMax()).isCloseTo(then.mapMax(), near(then.mapMax()));
    }

    private static Offset<Double> near(double wanted) {
        return within(TOLERANCE * Math.max(1, Math.abs(wanted)));
    }

    @Test
    void allAreKept() {
        assertThat(kept()).extracting(ModelCorpus.Said::model).containsExactlyElementsOf(ModelCorpus.MODELS);
    }
}
