package io.xvad.detectors.patchcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.xvad.core.Clip;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadTrainingException;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import io.xvad.detectors.TestImages;
import io.xvad.testkit.DetectorContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchCoreTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new PatchCore();
    }

    @Override
    protected List<Sample> normals() {
        return TestImages.normals(5);
    }

    @Override
    protected Sample anomaly() {
        return TestImages.withSquare();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("coreset-size", "200", "candidates", "1000", "input-size", "96");
    }

    private FittedDetector fit(Map<String, String> options) {
        return Training.of(detector()).withOptions(options).fit(Samples.of(normals()));
    }

    @Test
    void thePeakOfTheMapLiesInTheDefect() {
        try (FittedDetector fitted = fit(options())) {
            Detection detection = fitted.detect(anomaly());
            int peak = detection.map().argmax();
            assertThat(peak / 80).isBetween(8, 31);
            assertThat(peak % 80).isBetween(48, 71);
            assertThat(detection.score()).isEqualTo(detection.map().max());
            assertThat(detection.regions()).isNotEmpty();
        }
    }

    @Test
    void remembersWhereEachPatchCameFrom() {
        try (FittedDetector fitted = fit(options())) {
            RemembersNormals memory = fitted.capability(RemembersNormals.class).orElseThrow();
            List<NormalPatch> patches = memory.nearest(TestImages.withSquare(), 40, 20, 3);
            assertThat(patches).hasSize(3);
            assertThat(patches.get(0).distance())
                    .isLessThanOrEqualTo(patches.get(1).distance());
            for (NormalPatch patch : patches) {
                assertThat(patch.sampleId()).startsWith("stripes-");
                patch.box().requireInside(60, 80);
                assertThat(patch.crop().channels()).isEqualTo(1);
                assertThat(patch.crop().height()).isEqualTo(48);
            }
            double inDefect =
                    memory.nearest(TestImages.withSquare(), 20, 60, 1).get(0).distance();
            assertThat(inDefect).isGreaterThan(patches.get(0).distance());
            assertThat(memory.queryCrop(TestImages.withSquare(), 20, 60).width())
                    .isEqualTo(48);
            assertThatThrownBy(() -> memory.nearest(TestImages.withSquare(), 0, 0, 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aRememberedPatchIsFoundAtDistanceZeroWhereItLies() {
        Map<String, String> all = Map.of("coreset-size", "1000", "candidates", "1000", "input-size", "96");
        List<Sample> one = TestImages.normals(1);
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(all).withHeldOut(0).fit(Samples.of(one))) {
            RemembersNormals memory = fitted.capability(RemembersNormals.class).orElseThrow();
            Image image = (Image) one.get(0);
            NormalPatch patch = memory.nearest(image, 32, 41, 1).get(0);
            assertThat(patch.distance()).isCloseTo(0, within(1e-3));
            assertThat(32)
                    .isBetween(patch.box().y(), patch.box().y() + patch.box().height());
            assertThat(41)
                    .isBetween(patch.box().x(), patch.box().x() + patch.box().width());
        }
    }

    @Test
    void reweightingLowersTheLargestPatchDistance() {
        Map<String, String> reweighted =
                Map.of("coreset-size", "200", "candidates", "1000", "input-size", "96", "score", "reweighted");
        Map<String, String> alone = Map.of(
                "coreset-size",
                "200",
                "candidates",
                "1000",
                "input-size",
                "96",
                "score",
                "reweighted",
                "reweighting-neighbours",
                "1");
        try (FittedDetector with = fit(reweighted);
                FittedDetector without = fit(alone)) {
            double weighted = with.detect(anomaly()).score();
            double plain = without.detect(anomaly()).score();
            assertThat(weighted).isPositive().isLessThan(plain);
        }
    }

    @Test
    void float16HalvesTheMemoryInTheFileAndHardlyMovesTheScore(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("half.xvad");
        Map<String, String> rounded = new HashMap<>(options());
        rounded.put("memory-precision", "float16");
        try (FittedDetector exact = fit(options());
                FittedDetector half = fit(rounded)) {
            double score = half.detect(anomaly()).score();
            assertThat(score).isCloseTo(exact.detect(anomaly()).score(), withinPercentage(0.2));
            Models.save(half, file);
            try (FittedDetector loaded = Models.load(file, Registry.of(Detector.class, List.of(new PatchCore())));
                    ZipFile zip = new ZipFile(file.toFile())) {
                assertThat(loaded.detect(anomaly()).score()).isEqualTo(score);
                assertThat(zip.getEntry("memory.npy").getSize()).isEqualTo(128 + 200L * 176 * Short.BYTES);
            }
        }
    }

    @Test
    void aFeatureTooLargeForFloat16IsAnError() {
        assertThatThrownBy(() -> Precision.FLOAT16.round(new float[] {1, 65_520}))
                .isInstanceOf(XvadTrainingException.class)
                .hasMessageContaining("65520")
                .hasMessageContaining("memory-precision");
    }

    @Test
    void aPresetIsWhatItsValuesAre() {
        Map<String, String> fast = new HashMap<>(options());
        fast.put("preset", "fast");
        Map<String, String> typed = new HashMap<>(options());
        typed.put("layers", "stride8,stride16");
        try (FittedDetector chosen = fit(fast);
                FittedDetector same = fit(typed)) {
            assertThat(chosen.provenance().options())
                    .isEqualTo(same.provenance().options())
                    .containsEntry("coreset-size", "200");
            assertThat(chosen.provenance().preset()).contains("fast");
            assertThat(chosen.detect(anomaly())).isEqualTo(same.detect(anomaly()));
        }
    }

    @Test
    void theRatioBoundsTheMemory() {
        try (FittedDetector fitted = fit(Map.of("coreset-ratio", "0.02", "input-size", "96"))) {
            RemembersNormals memory = fitted.capability(RemembersNormals.class).orElseThrow();
            assertThat(memory.nearest(TestImages.withSquare(), 0, 0, 10_000))
                    .hasSize((int) Math.ceil(0.02 * 4 * 24 * 24));
        }
    }

    @Test
    void refusesClipsAndUnknownLayers() {
        Image frame = TestImages.withSquare();
        Sample clip = Clip.of("clip", List.of(frame), 25);
        try (FittedDetector fitted = fit(options())) {
            assertThatThrownBy(() -> fitted.detect(clip))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("an image is needed");
            assertThat(fitted.detect(Image.of("dot", 3, 1, 1, new float[] {0, 1, 0}))
                            .map()
                            .max())
                    .isFinite();
        }
        assertThatThrownBy(() -> fit(Map.of("layers", "stride7")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Did you mean 'stride");
        assertThatThrownBy(() -> fit(Map.of("coreset-ratio", "2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("coreset-ratio");
    }

    @Test
    void theNormalVersionOfAnAnomalyScoresAsNormalImagesDo() {
        try (FittedDetector fitted = Training.of(new PatchCore())
                .withOptions(options())
                .fit(io.xvad.core.Samples.of(TestImages.normals(8)))) {
            Image anomalous = TestImages.withSquare();
            Image normal = fitted.capability(Reconstructs.class).orElseThrow().reconstruct(anomalous);
            assertThat(normal.height()).isEqualTo(anomalous.height());
            assertThat(normal.channels()).isEqualTo(anomalous.channels());
            double before = fitted.detect(anomalous).score();
            double after = fitted.detect(normal).score();
            double usual = fitted.detect(TestImages.stripes(55, 60, 80)).score();
            assertThat(after).isLessThan(before / 3);
            assertThat(after).isLessThan(3 * usual);
        }
    }
}
