package io.xvad.explainers.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import io.xvad.core.explain.Explainer;
import io.xvad.core.registry.Registry;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuredExplainerTest {

    private static final MeasuredExplainer GOOD = new MeasuredExplainer("good", 100, 0.4, 0.3, 0.5, 0.1, 0.05);
    private static final MeasuredExplainer CHANCE = new MeasuredExplainer("chance", 100, 0.01, -0.02, 0.04, 0.1, 0.05);
    private static final MeasuredExplainer SAME = new MeasuredExplainer("same", 100, 0.4, 0.3, 0.5, 0.9, 0.85);
    private static final MeasuredExplainer FEW = new MeasuredExplainer("few", 5, 0.01, -0.02, 0.04, 0.9, 0.85);

    @Test
    void warnsOfChanceAndOfWhatIgnoresTheModelAndOfNothingElse() {
        assertThat(GOOD.warning()).isEmpty();
        assertThat(CHANCE.warning().orElseThrow()).contains("no better than chance", "100 images");
        assertThat(SAME.warning().orElseThrow()).contains("hardly changes with a random model", "0.90");
        assertThat(FEW.warning()).isEmpty();
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        String text = MeasuredExplainer.write(List.of(SAME, CHANCE), "a comment");
        assertThat(MeasuredExplainer.read(new StringReader(text))).isEqualTo(Map.of("chance", CHANCE, "same", SAME));
    }

    @Test
    void aBrokenLineIsNamed() {
        assertThatThrownBy(() -> MeasuredExplainer.read(new StringReader("rise = 12 much")))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("rise");
    }

    @Test
    void thePackagedOnesAreExplainersThatExist() {
        Registry<Explainer> registry = Registry.load(Explainer.class);
        assertThat(MeasuredExplainer.packaged().keySet())
                .allSatisfy(name -> assertThat(registry.get(name).name()).isEqualTo(name));
    }
}
