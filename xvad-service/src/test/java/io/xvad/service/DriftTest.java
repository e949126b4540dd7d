package io.xvad.service;

import static io.xvad.service.Client.DETECTIONS;
import static io.xvad.service.Client.json;
import static io.xvad.service.Client.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Recalibration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service tells of images that are no longer like the normal ones. */
class DriftTest {

    private static final ServiceOptions OPTIONS = ServiceOptions.usual().at("127.0.0.1", 0);

    @TempDir
    private Path directory = Path.of("");

    private static Image darker(int seed) {
        Image normal = Squares.normal(seed);
        float[] values = normal.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 0.9f;
        }
        return Image.of(normal.id(), 1, normal.height(), normal.width(), values);
    }

    /** The first answer that brings a warning, of darker images. */
    private static Optional<JsonNode> warned(Client client) {
        for (int seed = 0; seed < 80; seed++) {
            JsonNode answer = json(client.post(DETECTIONS, Squares.png(darker(1000 + seed))));
            if (answer.has("drift")) {
                return Optional.of(answer.path("drift"));
            }
        }
        return Optional.empty();
    }

    @Test
    void aWarningStandsInTheAnswerTheListTheHealthAndTheMetricsAndSurvivesARestart() {
        try (ServedModels models =
                        ServedModels.of(Map.of("squares", Squares.model())).watchingDrift(directory);
                DetectionService service = DetectionService.start(models, OPTIONS)) {
            Client client = Client.of(service);
            JsonNode before = json(client.get("/health"));
            assertThat(before.path("driftWarnings").asInt(-1)).isZero();
            JsonNode warning = warned(client).orElseThrow();
            assertThat(warning.path("cause").asText()).isEqualTo("lighting");
            assertThat(warning.path("text").asText()).contains("brightness -");
            assertStands(client, warning);
            assertThat(text(client.get("/metrics")))
                    .contains("xvad_drift_warnings{model=\"squares\"} 1.0", "xvad_drift_limit{model=\"squares\"} 16.");
        }
        assertThat(directory.resolve("squares.drift.json")).exists();
        try (ServedModels models =
                        ServedModels.of(Map.of("squares", Squares.model())).watchingDrift(directory);
                DetectionService service = DetectionService.start(models, OPTIONS)) {
            Client client = Client.of(service);
            assertThat(json(client.get("/health")).path("driftWarnings").asInt())
                    .isEqualTo(1);
            assertThat(json(client.get("/v1/models"))
                            .at("/models/0/drift/images")
                            .asInt())
                    .isGreaterThan(5);
        }
    }

    private static void assertStands(Client client, JsonNode warning) {
        JsonNode listed = json(client.get("/v1/models")).at("/models/0/drift");
        assertThat(listed.path("warnings")).containsExactly(warning);
        assertThat(listed.path("evidence"))
                .anyMatch(evidence -> evidence.asDouble() > listed.path("limit").asDouble());
        assertThat(json(client.get("/health")).path("driftWarnings").asInt()).isEqualTo(1);
    }

    @Test
    void withoutItNothingIsSaid() {
        try (ServedModels models = ServedModels.of(Map.of("squares", Squares.model()));
                DetectionService service = DetectionService.start(models, OPTIONS)) {
            Client client = Client.of(service);
            assertThat(json(client.get("/health")).has("driftWarnings")).isFalse();
            assertThat(json(client.get("/v1/models")).at("/models/0").has("drift"))
                    .isFalse();
            assertThat(text(client.get("/metrics"))).doesNotContain("xvad_drift");
        }
    }

    @Test
    void aModelThatDoesNotKnowItsNormalConditionIsRefused() {
        try (FittedDetector model = Recalibration.of(Squares.model())
                        .withoutMeasures()
                        .on(Samples.of(List.of(Squares.normal(1), Squares.normal(2))));
                ServedModels models = ServedModels.of(Map.of("squares", model))) {
            assertThatThrownBy(() -> models.watchingDrift(directory))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("calibrate");
            assertThat(Files.exists(directory.resolve("squares.drift.json"))).isFalse();
        }
    }
}
