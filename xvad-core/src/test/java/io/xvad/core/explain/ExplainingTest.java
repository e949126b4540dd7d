package io.xvad.core.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplainingTest {

    private static final OptionSpec<Integer> COUNT = OptionSpec.integer("count", 1, 1, 9, "How often");
    private static final Image IMAGE = Image.of("i", 1, 1, 1, new float[] {0});

    /** Says its options and its seed. */
    private record Echo(boolean requiresMaps) implements Explainer {

        @Override
        public String name() {
            return "echo";
        }

        @Override
        public String description() {
            return "Says its options";
        }

        @Override
        public List<OptionSpec<?>> options() {
            return List.of(COUNT);
        }

        @Override
        public List<Evidence> evidence(
                FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
            String text = request.options().get(COUNT) + " " + request.seed();
            return List.of(new Statement(text, List.of(), name()));
        }
    }

    /** Scores every sample 1 and gives no map. */
    private static final class One implements FittedDetector {

        @Override
        public Detection detect(Sample sample) {
            return Detection.undecided(sample.id(), 1);
        }

        @Override
        public Provenance provenance() {
            return new Provenance("one", Map.of(), 0, 0, "", "1");
        }

        @Override
        public void save(ModelWriter model) {}

        @Override
        public void close() {}
    }

    private static String said(Explaining explaining) {
        return explaining
                .explain(new One(), IMAGE)
                .evidence(Statement.class)
                .findFirst()
                .orElseThrow()
                .text();
    }

    @Test
    void optionsAreTypedOrAsTheyWouldBeTyped() {
        Explaining explaining = Explaining.of(new Echo(false));
        assertThat(said(explaining)).isEqualTo("1 0");
        assertThat(said(explaining.with(COUNT, 3).withSeed(7))).isEqualTo("3 7");
        assertThat(said(explaining.withSeed(7).withOptions(Map.of("count", "4"))))
                .isEqualTo("4 7");
        assertThatThrownBy(() -> explaining.with(COUNT, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("count");
        assertThatThrownBy(() -> explaining.with(OptionSpec.flag("other", true, "?"), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other");
    }

    @Test
    void anExplanationOfADetectionWithoutMapsSurvivesJson() {
        Explanation explanation = Explaining.of(new Echo(false)).explain(new One(), IMAGE);
        assertThat(Explanation.fromJson(explanation.toJson()).detection()).isEqualTo(explanation.detection());
    }

    @Test
    void anExplainerThatReadsMapsRefusesADetectorThatGivesNone() {
        Explaining explaining = Explaining.of(new Echo(true));
        assertThatThrownBy(() -> explaining.explain(new One(), IMAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'echo'")
                .hasMessageContaining("'one'");
    }
}
