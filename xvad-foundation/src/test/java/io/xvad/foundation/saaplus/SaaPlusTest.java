package io.xvad.foundation.saaplus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.capability.NamesRegions;
import io.xvad.core.capability.NamesRegions.NamedRegion;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.model.ExternalModel;
import io.xvad.foundation.model.Export;
import io.xvad.foundation.model.Weights;
import io.xvad.testkit.DetectorContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaaPlusTest extends DetectorContract {

    private static final Export EXPORT = Export.of("saaplus");
    private static final String PROMPTS =
            """
            {"version": "test", "object": ["{}"], "defect": ["crack on {}", "scratch. hole", "broken"],
             "property": "the image of {} have %d %s {}, with a maximum of %d anomaly. The anomaly would not exceed %s object area."}
            """;

    @TempDir
    static Path folder;

    @BeforeAll
    static void weights() {
        Weights.in(folder, Map.of("grounding", "grounding", "sam", "sam"));
    }

    @Override
    protected Detector detector() {
        return new SaaPlus();
    }

    @Override
    protected List<Sample> normals() {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            float[] values = EXPORT.image("image").toArray();
            values[i] = 0.5f;
            normals.add(Image.of("normal " + i, 3, 64, 72, values));
        }
        return normals;
    }

    @Override
    protected Sample anomaly() {
        return EXPORT.image("image");
    }

    @Override
    protected Map<String, String> options() {
        Map<String, String> options = new HashMap<>(Map.of(
                "weights", folder.toString(),
                "class-name", "metal_nut",
                "backbone", EXPORT.folder().resolve("backbone.onnx").toString(),
                "layers", "fine,coarse",
                "input-size", "32",
                "saliency-neighbours", "20",
                "box-threshold", "0.5",
                "text-threshold", "0.4",
                "threads", "1"));
        options.put("prompts", PROMPTS.formatted(1, "dissimilar", 3, "0.9"));
        return options;
    }

    private FittedDetector fit(String option, String value) {
        Map<String, String> options = new HashMap<>(options());
        options.put(option, value);
        return Training.of(new SaaPlus()).withOptions(options).withHeldOut(0).fit(TrainingSet.empty());
    }

    @ParameterizedTest
    @CsvSource({"single, 1, dissimilar, 3, 0.9", "several, 2, similar, 4, 1.0"})
    void fromImageToMapItEqualsPyTorch(String name, int objects, String alike, int masks, String area) {
        Image image = EXPORT.image("image");
        try (FittedDetector fitted = fit("prompts", PROMPTS.formatted(objects, alike, masks, area))) {
            Detection detection = fitted.detect(image);
            List<NamedRegion> regions =
                    fitted.capability(NamesRegions.class).orElseThrow().regions(image);
            float[] confidences = EXPORT.values(name + "-confidences");
            assertThat(regions).hasSize(confidences.length);
            assertThat(regions.stream().map(NamedRegion::name)).isEqualTo(EXPORT.lines(name + "-phrases"));
            for (int i = 0; i < confidences.length; i++) {
                assertThat(regions.get(i).confidence()).isCloseTo(confidences[i], within(1e-4 * confidences[i]));
                assertThat(regions.get(i).found()).isCloseTo(EXPORT.values(name + "-scores")[i], within(1e-4));
            }
            assertThat(detection.score()).isCloseTo(EXPORT.values(name + "-score")[0], within(1e-3));
            assertThat(differing(detection.map().toArray(), EXPORT.values(name + "-map")))
                    .as("pixels that are not equal, where a logit is about 0")
                    .isLessThanOrEqualTo(5);
        }
    }

    private static int differing(float[] found, float[] wanted) {
        int differing = 0;
        for (int i = 0; i < found.length; i++) {
            differing += Math.abs(found[i] - wanted[i]) <= 1e-4 * Math.max(1, Math.abs(wanted[i])) ? 0 : 1;
        }
        return differing;
    }

    @Test
    void whereNothingIsFoundTheMapIsZero() {
        try (FittedDetector fitted = fit("box-threshold", "1")) {
            Detection detection = fitted.detect(anomaly());
            assertThat(detection.score()).isZero();
            assertThat(detection.map().max()).isZero();
            assertThat(fitted.capability(NamesRegions.class).orElseThrow().regions(EXPORT.image("image")))
                    .isEmpty();
        }
    }

    @Test
    void whatIsCalledLikeTheObjectIsNoDefect() {
        String prompts = PROMPTS.formatted(1, "dissimilar", 50, "1.0").replace("crack on {}", "{}");
        try (FittedDetector fitted = fit("prompts", prompts)) {
            assertThat(fitted.capability(NamesRegions.class).orElseThrow().regions(EXPORT.image("image")))
                    .isNotEmpty()
                    .noneMatch(region -> region.name().contains("metal nut"));
        }
    }

    @Test
    void provenanceNamesBothNetworksWithTheirWeightsAndThePrompts() {
        try (FittedDetector fitted = fit("threads", "1")) {
            List<ExternalModel> external = fitted.provenance().external();
            assertThat(external).hasSize(2).allMatch(model -> model.weightsSha256()
                    .isPresent());
            assertThat(external.get(0).weightsSha256())
                    .contains(Export.of("grounding").model().sha256());
            assertThat(external.get(0).promptSha256()).isPresent();
            assertThat(fitted.provenance().trainingSize()).isZero();
        }
    }

    @Test
    void whatIsMissingIsSaidInALine() {
        assertThatThrownBy(() -> fit("weights", ""))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("-o weights=FOLDER, a folder with grounding/ and sam/");
        assertThatThrownBy(() -> fit("weights", EXPORT.weights()))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("grounding: holds no model.json");
        assertThatThrownBy(() -> fit("prompts", "{}"))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("prompts cannot be read");
        assertThatThrownBy(() -> fit("prompts", PROMPTS.formatted(1, "strange", 1, "1.0")))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("must say how many objects");
    }

    @Test
    void otherNetworksAreRefused(@TempDir Path other) {
        Weights.in(other, Map.of("grounding", "grounding", "sam", "plain"));
        assertThatThrownBy(() -> fit("weights", other.toString()))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("detector 'saa-plus' needs sam, variant plain");
    }
}
