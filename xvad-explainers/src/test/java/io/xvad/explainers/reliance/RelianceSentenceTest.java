package io.xvad.explainers.reliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.explain.Reliance;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RelianceSentenceTest {

    private static final Reliance SURE = new Reliance(0.873, RelianceModel.THRESHOLD);
    private static final Reliance DOUBTFUL = new Reliance(0.21, RelianceModel.THRESHOLD);

    @Test
    void whatCanBeReliedOnIsSaidWithItsProbability() {
        assertThat(RelianceSentence.of(SURE, Locale.ROOT))
                .contains("about 87 in 100")
                .doesNotContain("Do not rely");
        assertThat(RelianceSentence.of(SURE, Locale.GERMAN))
                .contains("etwa 87 von 100")
                .doesNotContain("kein Verlass");
    }

    @Test
    void andWhatCannotIsSaidPlainly() {
        assertThat(RelianceSentence.of(DOUBTFUL, Locale.ROOT))
                .startsWith("Do not rely on this explanation")
                .contains("21 in 100");
        assertThat(RelianceSentence.of(DOUBTFUL, Locale.GERMAN))
                .startsWith("Auf diese Erklärung ist kein Verlass")
                .contains("21 von 100");
    }

    @Test
    void theLanguageOfTheMachineDoesNotMatter() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMAN);
        try {
            assertThat(RelianceSentence.of(SURE, Locale.ROOT)).contains("in 100");
            assertThat(RelianceSentence.of(SURE, Locale.FRENCH)).contains("in 100");
        } finally {
            Locale.setDefault(before);
        }
    }
}
