package io.xvad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Clip;
import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.option.Names;
import io.xvad.core.registry.Registry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every detector must keep. Extend it in your own tests:
 *
 * <pre>{@code
 * class MyDetectorTest extends DetectorContract { ... }
 * }</pre>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DetectorContract {

    private static final long SEED = 7;

    /** The detector under test. */
    protected abstract Detector detector();

    /** A few normal samples, at least four. */
    protected abstract List<Sample> normals();

    /** A sample that no normal one resembles. */
    protected abstract Sample anomaly();

    /** Option values that keep the tests fast. */
    protected Map<String, String> options() {
        return Map.of();
    }

    private @Nullable FittedDetector fitted;

    /** Learnt from the normal samples once for all tests that only look at it; a fitted detector never changes. */
    private FittedDetector fitted() {
        if (fitted == null) {
            fitted = fit(normals());
        }
        return fitted;
    }

    @AfterAll
    void close() {
        if (fitted != null) {
            fitted.close();
        }
    }

    private FittedDetector fit(List<Sample> samples) {
        return Training.of(detector()).withOptions(options()).withSeed(SEED).fit(Samples.of(samples));
    }

    @Test
    void hasAKebabCaseNameAndIsFoundByIt() {
        assertThat(Names.requireKebabCase("detector", detector().name()))
                .isEqualTo(detector().name());
        assertThat(detector().description()).isNotBlank();
        assertThat(Registry.load(Detector.class).get(detector().name())).hasSameClassAs(detector());
    }

    @Test
    void optionNamesAreUnique() {
        assertThat(detector().options().stream().map(option -> option.name())).doesNotHaveDuplicates();
    }

    @Test
    void sameSeedSameDetections() {
        try (FittedDetector again = fit(normals())) {
            assertThat(again.detect(anomaly())).isEqualTo(fitted().detect(anomaly()));
            assertThat(again.provenance()).isEqualTo(fitted().provenance());
        }
    }

    @Test
    void savedAndLoadedGivesTheSameScoreMapAndDecision(@TempDir Path directory) {
        Path file = directory.resolve("model.xvad");
        Models.save(fitted(), file);
        try (FittedDetector loaded = Models.load(file)) {
            assertThat(loaded.detect(anomaly())).isEqualTo(fitted().detect(anomaly()));
            assertThat(loaded.detect(normals().get(0)))
                    .isEqualTo(fitted().detect(normals().get(0)));
            assertThat(loaded.provenance()).isEqualTo(fitted().provenance());
        }
    }

    @Test
    void manyThreadsGetWhatOneGets() {
        FittedDetector shared = fitted();
        Detection alone = shared.detect(anomaly());
        List<Detection> together = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> shared.detect(anomaly()))
                .toList();
        assertThat(together).allMatch(alone::equals);
    }

    @Test
    void aBatchGivesWhatSingleSamplesGive() {
        List<Sample> batch = List.of(normals().get(0), anomaly(), normals().get(1));
        assertThat(fitted().detectAll(batch))
                .isEqualTo(batch.stream().map(fitted()::detect).toList());
    }

    @Test
    void mapsHaveTheGeometryOfTheSample() {
        Detection detection = fitted().detect(anomaly());
        int frames = anomaly() instanceof Clip clip ? clip.frames().size() : 1;
        assertThat(detection.maps()).hasSize(frames);
        for (AnomalyMap map : detection.maps()) {
            assertThat(map.height()).isEqualTo(anomaly().height());
            assertThat(map.width()).isEqualTo(anomaly().width());
        }
    }

    @Test
    void anAnomalyScoresAboveTheNormalSamples() {
        double highest = normals().stream()
                .mapToDouble(sample -> fitted().detect(sample).score())
                .max()
                .orElseThrow();
        assertThat(fitted().detect(anomaly()).score()).isGreaterThan(highest);
    }

    @Test
    void learnsFromOneSample() {
        try (FittedDetector fitted = fit(normals().subList(0, 1))) {
            assertThat(fitted.detect(anomaly()).score())
                    .isGreaterThan(fitted.detect(normals().get(0)).score());
            assertThat(fitted.provenance().trainingSize()).isEqualTo(1);
        }
    }

    @Test
    void refusesAnEmptyTrainingSet() {
        assertThatThrownBy(() -> fit(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> fit(normals())).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
