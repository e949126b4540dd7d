package io.xvad.metrics.explanation.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReasonPrecisionTest {

    private static final Set<String> CLASSES = Set.of("speed", "size", "place");

    @Test
    void aPerfectRankingHasOneAndConstantScoresHaveTheirShare() {
        ReasonPrecision precision = new ReasonPrecision(CLASSES);
        precision.add(Map.of("speed", 0.9, "size", 1.0), Set.of("speed"));
        precision.add(Map.of("speed", 0.8, "size", 1.0), Set.of("speed", "size"));
        precision.add(Map.of("size", 1.0), Set.of());
        precision.add(Map.of("speed", 0.1, "size", 1.0), Set.of());
        ReasonPrecision.Result result = precision.result();
        assertThat(result.byClass()).containsOnlyKeys("speed", "size");
        assertThat(result.byClass().get("speed")).isEqualTo(1);
        assertThat(result.byClass().get("size")).isCloseTo(0.25, within(1e-12));
        assertThat(result.mean()).isCloseTo(0.625, within(1e-12));
        assertThat(result.absent()).containsExactly("place");
    }

    @Test
    void aWrongReasonIsNotARightOne() {
        ReasonPrecision precision = new ReasonPrecision(CLASSES);
        precision.add(Map.of("size", 1.0), Set.of("speed"));
        precision.add(Map.of("speed", 1.0), Set.of());
        assertThat(precision.result().byClass().get("speed")).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void withoutClassesOrFramesThereIsNoFigure() {
        assertThatThrownBy(() -> new ReasonPrecision(Set.of())).isInstanceOf(IllegalArgumentException.class);
        ReasonPrecision none = new ReasonPrecision(CLASSES);
        assertThatThrownBy(none::result).isInstanceOf(IllegalArgumentException.class);
        none.add(Map.of(), Set.of());
        assertThat(none.result().mean()).isNaN();
    }
}
