package io.xvad.evaluation.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Recalibration;
import io.xvad.core.detect.Training;
import io.xvad.core.json.JsonObject;
import io.xvad.core.registry.Registry;
import io.xvad.evaluation.drift.Plates.Shot;
import io.xvad.explainers.TemplateDetector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DriftMonitorTest {

    private static final Registry<Detector> DETECTORS = Registry.of(Detector.class, List.of(new TemplateDetector()));
    private static final FittedDetector MODEL = Training.of(new TemplateDetector())
            .withMeasures(List.of(new NormalConditionMeasure()))
            .fit(plates(0, 4), plates(100, 48));

    private static final List<Measured> POOL = pool();

    private enum Change {
        LIGHTING(Shot.USUAL.withGain(1.1)),
        FOCUS(Shot.USUAL.withBlur(2)),
        POSITION(Shot.USUAL.movedBy(4)),
        NOISE(Shot.USUAL.withNoise(0.015));

        private final Shot shot;

        Change(Shot shot) {
            this.shot = shot;
        }
    }

    @TempDir
    private Path directory = Path.of("");

    private static Samples plates(int first, int count) {
        return Samples.of(
                IntStream.range(first, first + count).mapToObj(Plates::normal).toList());
    }

    private static Optional<DriftWarning> accept(DriftMonitor monitor, long seed, Shot shot) {
        Image image = Plates.of(seed, shot);
        return monitor.accept(image, MODEL.detect(image));
    }

    private static DriftMonitor watching(int normals) {
        DriftMonitor monitor = DriftMonitor.of(MODEL);
        for (int i = 0; i < normals; i++) {
            assertThat(accept(monitor, 1000 + i, Shot.USUAL)).isEmpty();
        }
        return monitor;
    }

    private static DriftMonitor afterNormals() {
        DriftMonitor monitor = DriftMonitor.of(MODEL);
        POOL.forEach(normal ->
                assertThat(monitor.accept(normal.values(), normal.score())).isEmpty());
        return monitor;
    }

    @ParameterizedTest
    @EnumSource
    void aChangeIsToldAndNamed(Change change) {
        DriftMonitor monitor = afterNormals();
        Optional<DriftWarning> warning = Optional.empty();
        for (int i = 0; warning.isEmpty() && i < 60; i++) {
            warning = accept(monitor, 5000 + i, change.shot);
        }
        DriftWarning raised = warning.orElseThrow();
        assertThat(raised.cause().name()).as(raised.text()).isEqualTo(change.name());
        assertThat(raised.image()).isBetween(81L, 120L);
        assertThat(raised.since()).isBetween(1L, 84L);
        assertThat(raised.text())
                .startsWith("drift since about image " + raised.since() + ": the ")
                .contains("%");
        assertThat(monitor.status().warnings()).containsExactly(raised);
        assertThat(monitor.status().highestEvidence())
                .isGreaterThanOrEqualTo(monitor.status().limit());
    }

    @Test
    void aCauseThatStandsIsToldOnce() {
        DriftMonitor monitor = afterNormals();
        long told = IntStream.range(0, 40)
                .mapToObj(i -> accept(monitor, 5000 + i, Shot.USUAL.withGain(1.1)))
                .filter(Optional::isPresent)
                .count();
        assertThat(told).isEqualTo(1);
    }

    /** An image as it was measured, and its score. */
    private record Measured(double[] values, double score) {}

    private static List<Measured> pool() {
        DriftMonitor monitor = DriftMonitor.of(MODEL);
        return IntStream.range(0, 80)
                .mapToObj(i -> Plates.normal(20_000 + i))
                .map(image -> new Measured(
                        monitor.measured(image), MODEL.detect(image).score()))
                .toList();
    }

    @Test
    void scoresThatRiseAloneAreToldAfterOthersHadTimeToShowIt() {
        DriftMonitor monitor = afterNormals();
        Optional<DriftWarning> warning = Optional.empty();
        for (int i = 0; warning.isEmpty() && i < 80; i++) {
            warning = monitor.accept(POOL.get(i).values(), 3 * POOL.get(i).score());
        }
        DriftWarning raised = warning.orElseThrow();
        assertThat(raised.cause()).isEqualTo(DriftCause.SCORES);
        assertThat(raised.text()).contains("no change of lighting, focus, position or noise was seen (score ");
        assertThat(raised.image()).isBetween(80L + 32, 80L + 60);
    }

    /** 300 streams of 100 normal images, at one false alarm in 1,000 images: at most 30 are promised, give or take two standard deviations. */
    @Test
    void falseAlarmsAreAtMostAsPromised() {
        SplittableRandom random = new SplittableRandom(21);
        int warned = 0;
        for (int stream = 0; stream < 300; stream++) {
            DriftMonitor monitor = DriftMonitor.of(MODEL, 1000);
            boolean any = false;
            for (int i = 0; i < 100; i++) {
                Measured one = POOL.get(random.nextInt(POOL.size()));
                any |= monitor.accept(one.values(), one.score()).isPresent();
            }
            warned += any ? 1 : 0;
        }
        assertThat(warned).isBetween(1, 41);
    }

    @Test
    void afterARestartItGoesOnAlike() {
        Path file = directory.resolve("state/drift.json");
        DriftMonitor monitor = DriftMonitor.open(MODEL, file);
        POOL.forEach(normal -> monitor.accept(normal.values(), normal.score()));
        monitor.save(file);
        DriftMonitor resumed = DriftMonitor.open(MODEL, file);
        for (int i = 0; i < 20; i++) {
            assertThat(accept(resumed, 5000 + i, Shot.USUAL.movedBy(4)))
                    .isEqualTo(accept(monitor, 5000 + i, Shot.USUAL.movedBy(4)));
        }
        assertThat(resumed.status()).isEqualTo(monitor.status());
        assertThat(resumed.status().warnings()).hasSize(1);
        resumed.save(file);
        assertThat(DriftMonitor.resume(MODEL, file).status()).isEqualTo(resumed.status());
    }

    @Test
    void aStateOfAnotherModelOrABrokenOneIsRefused() throws IOException {
        Path file = directory.resolve("drift.json");
        watching(1).save(file);
        FittedDetector other = Recalibration.of(MODEL)
                .withMeasures(List.of(new NormalConditionMeasure()))
                .on(plates(300, 12));
        assertThatThrownBy(() -> DriftMonitor.open(other, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another model");
        Files.writeString(file, "{\"version\":1}");
        assertThatThrownBy(() -> DriftMonitor.open(MODEL, file))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("drift.json");
        assertThatThrownBy(() -> DriftMonitor.of(
                        Recalibration.of(MODEL).withoutMeasures().on(plates(300, 12))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("xvad calibrate --data");
    }

    @Test
    void theNormalConditionIsKeptInTheModel() {
        FittedDetector loaded = Models.load(new ByteArrayInputStream(Models.toBytes(MODEL)), DETECTORS);
        assertThat(loaded.capability(NormalCondition.class))
                .isPresent()
                .isEqualTo(MODEL.capability(NormalCondition.class));
    }

    @Test
    void theStatusIsJson() {
        JsonObject json = JsonObject.parse(watching(3).status().json());
        assertThat(json.integer("images")).isEqualTo(3);
        assertThat(json.number("limit")).isEqualTo(Math.log(13 * 1_000_000));
        assertThat(json.object("evidence").names())
                .contains("shift-right", "score")
                .hasSize(13);
        assertThat(json.objects("warnings")).isEmpty();
    }
}
