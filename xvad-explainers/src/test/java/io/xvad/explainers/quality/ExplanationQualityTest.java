package io.xvad.explainers.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Quality;
import io.xvad.explainers.Scene;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExplanationQualityTest {

    private static Map<String, Double> measure(FittedDetector fitted, Function<Image, AnomalyMap> saliency) {
        List<Quality> qualities =
                new ExplanationQuality(20, 0.02, 3, 1).measure(fitted, Scene.withSquare(), saliency, Scene.normal(3));
        return qualities.stream().collect(Collectors.toMap(Quality::metric, Quality::value));
    }

    @Test
    void theDetectorsOwnMapBeatsTheRandomControlAndAnInvertedMapLoses() {
        try (FittedDetector fitted = Scene.fitted()) {
            Map<String, Double> own =
                    measure(fitted, image -> fitted.detect(image).map());
            Map<String, Double> inverted =
                    measure(fitted, image -> inverted(fitted.detect(image).map()));

            assertThat(value(own, "deletion-auc")).isLessThan(value(own, "deletion-auc-random") - 0.2);
            assertThat(value(own, "insertion-auc")).isGreaterThan(value(own, "insertion-auc-random") + 0.2);
            assertThat(value(inverted, "deletion-auc")).isGreaterThan(value(own, "deletion-auc-random") + 0.2);
            assertThat(value(own, "max-sensitivity")).isBetween(0.0, 1.0);
        }
    }

    @Test
    void againstTheRestoredImageTheDetectorsOwnMapBeatsTheRandomControlToo() {
        try (FittedDetector fitted = Scene.fitted()) {
            Map<String, Double> own = new ExplanationQuality(20, 0.02, 3, 1)
                            .measure(fitted, Scene.withSquare(), image -> fitted.detect(image)
                                    .map())
                            .stream()
                            .collect(Collectors.toMap(Quality::metric, Quality::value));
            assertThat(value(own, "deletion-auc")).isLessThan(value(own, "deletion-auc-random") - 0.2);
            assertThat(value(own, "insertion-auc")).isGreaterThan(value(own, "insertion-auc-random") + 0.2);
        }
    }

    private static double value(Map<String, Double> measured, String metric) {
        return Objects.requireNonNull(measured.get(metric), metric);
    }

    private static AnomalyMap inverted(AnomalyMap map) {
        float[] values = map.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = -values[i];
        }
        return AnomalyMap.of(map.height(), map.width(), values);
    }
}
