package io.xvad.evaluation.bench;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.SampleKind;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.explainers.quality.EvidenceMap;
import io.xvad.explainers.quality.RestoreToNormal;
import java.util.List;
import java.util.Optional;

/** A contender in a comparison: an explainer, or something to compare explainers with. */
interface Contender {

    String name();

    /** Why it cannot explain this detector; empty if it can. */
    default Optional<String> unsuited(FittedDetector fitted) {
        return Optional.empty();
    }

    /** The map it makes of a changed version of an image; empty if it shows none. */
    Optional<AnomalyMap> map(FittedDetector fitted, BenchImage original, Image changed);

    /** Independent random values, others for another image: the floor. */
    record RandomMap(long seed) implements Contender {
        @Override
        public String name() {
            return "(random map)";
        }

        @Override
        public Optional<AnomalyMap> map(FittedDetector fitted, BenchImage original, Image changed) {
            return Optional.of(RestoreToNormal.random(changed, seed + 31 * changed.hashCode()));
        }
    }

    /** The detector's own heatmap. */
    record Heatmap() implements Contender {
        @Override
        public String name() {
            return "(heatmap)";
        }

        @Override
        public Optional<AnomalyMap> map(FittedDetector fitted, BenchImage original, Image changed) {
            return fitted.detect(changed).maps().stream().findFirst();
        }
    }

    /** The true mask: the ceiling of agreement. */
    record TrueMask() implements Contender {
        @Override
        public String name() {
            return "(true mask)";
        }

        @Override
        public Optional<AnomalyMap> map(FittedDetector fitted, BenchImage original, Image changed) {
            return original.mask().map(mask -> {
                float[] values = new float[mask.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = mask[i] ? 1 : 0;
                }
                return AnomalyMap.of(changed.height(), changed.width(), values);
            });
        }
    }

    /** An explainer with its options. */
    record Of(Explainer explainer, ExplainRequest request) implements Contender {
        @Override
        public String name() {
            return explainer.name();
        }

        @Override
        public Optional<String> unsuited(FittedDetector fitted) {
            if (!explainer.sampleKinds().contains(SampleKind.IMAGE)) {
                return Optional.of("explains no images");
            }
            List<String> missing = explainer.missingCapabilities(fitted);
            return missing.isEmpty() ? Optional.empty() : Optional.of("detector lacks " + String.join(", ", missing));
        }

        @Override
        public Optional<AnomalyMap> map(FittedDetector fitted, BenchImage original, Image changed) {
            return EvidenceMap.of(explainer
                    .explain(fitted, changed, fitted.detect(changed), request)
                    .evidence());
        }
    }
}
