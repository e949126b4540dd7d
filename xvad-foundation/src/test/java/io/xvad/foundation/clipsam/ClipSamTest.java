package io.xvad.foundation.clipsam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.capability.ComparesSentences;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.model.ExternalModel;
import io.xvad.foundation.model.Export;
import io.xvad.foundation.model.Weights;
import io.xvad.testkit.DetectorContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipSamTest extends DetectorContract {

    private static final Export EXPORT = Export.of("clipsam");
    private static final String PROMPTS =
            """
            {"version": "test", "normal": ["flawless {}", "{}"], "anomalous": ["damaged {}", "{} with defect"],
             "templates": ["a photo of a {}.", "the {}."]}
            """;

    @TempDir
    static Path folder;

    @BeforeAll
    static void weights() {
        Weights.in(folder, Map.of("clip", "clip-ad", "sam", "sam"));
    }

    @Override
    protected Detector detector() {
        return new ClipSam();
    }

    @Override
    protected List<Sample> normals() {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            float[] values = new float[3 * 70 * 56];
            Arrays.fill(values, 0.4f + 0.02f * i);
            normals.add(Image.of("normal " + i, 3, 70, 56, values));
        }
        return normals;
    }

    @Override
    protected Sample anomaly() {
        return EXPORT.image("image");
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "weights", folder.toString(),
                "class-name", "metal_nut",
                "prompts", PROMPTS,
                "threshold", "0.75",
                "regions", "4",
                "threads", "1");
    }

    private FittedDetector fit(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(options());
        options.putAll(more);
        return Training.of(new ClipSam()).withOptions(options).withHeldOut(0).fit(TrainingSet.empty());
    }

    @Test
    void fromImageToMapItEqualsPyTorch() {
        try (FittedDetector fitted = fit(Map.of())) {
            Detection detection = fitted.detect(EXPORT.image("image"));
            float[] wanted = EXPORT.values("map");
            float[] map = detection.map().toArray();
            int differing = 0;
            for (int i = 0; i < wanted.length; i++) {
                differing += Math.abs(map[i] - wanted[i]) <= 1e-4 ? 0 : 1;
            }
            assertThat(differing)
                    .as("pixels that differ, where a logit is about 0")
                    .isLessThanOrEqualTo(wanted.length / 200);
            assertThat(detection.score()).isCloseTo(EXPORT.values("score")[0], within(1e-4));
        }
    }

    @Test
    void theRoughMapEqualsPyTorch() {
        try (FittedDetector refined = fit(Map.of("threshold", "1"))) {
            float[] half = refined.detect(EXPORT.image("image")).map().toArray();
            float[] rough = EXPORT.values("rough");
            for (int i = 0; i < rough.length; i++) {
                assertThat(2 * half[i]).as("no value lies above the highest").isCloseTo(rough[i], within(1e-4f));
            }
        }
    }

    @Test
    void provenanceNamesBothNetworksWithTheirWeights() {
        try (FittedDetector fitted = fit(Map.of())) {
            List<ExternalModel> external = fitted.provenance().external();
            assertThat(external).hasSize(2).allMatch(model -> model.weightsSha256()
                    .isPresent());
            assertThat(external.get(0).promptSha256()).isPresent();
            assertThat(external.get(1).weightsSha256())
                    .contains(Export.of("sam").model().sha256());
            assertThat(fitted.capability(ComparesSentences.class).orElseThrow().sentences(EXPORT.image("image")))
                    .hasSize(8);
        }
    }

    @Test
    void whatIsMissingIsSaidInALine() {
        assertThatThrownBy(() -> fit(Map.of("weights", "")))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("-o weights=FOLDER, a folder with clip/ and sam/");
        assertThatThrownBy(() -> fit(Map.of("weights", EXPORT.weights())))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("clip: holds no model.json");
    }

    @Test
    void otherNetworksAreRefused(@TempDir Path other) {
        Weights.in(other, Map.of("clip", "plain", "sam", "sam"));
        assertThatThrownBy(() -> fit(Map.of("weights", other.toString())))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("detector 'clipsam' needs clip, variant clipsam or clip-ad");
    }
}
