package io.xvad.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedModelTest {

    private final FittedDetector withMaps = Squares.model();
    private final FittedDetector withoutMaps = new Gated();

    @Test
    void onlyExplainersThatCanWorkAreOffered() {
        assertThat(ServedModel.canExplain(new Asking(false, false), withoutMaps))
                .isTrue();
        assertThat(ServedModel.canExplain(new Asking(true, false), withMaps)).isFalse();
        assertThat(ServedModel.canExplain(new Asking(false, true), withMaps)).isTrue();
        assertThat(ServedModel.canExplain(new Asking(false, true), withoutMaps)).isFalse();
    }

    private record Asking(boolean requiresOptions, boolean requiresMaps) implements Explainer {

        @Override
        public String name() {
            return "asking";
        }

        @Override
        public String description() {
            return "Needs what it is told to need";
        }

        @Override
        public List<Evidence> evidence(
                FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
            return List.of();
        }
    }
}
