package io.xvad.video.detectors.attributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Clip;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadTrainingException;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.testkit.DetectorContract;
import io.xvad.video.Walks;
import io.xvad.video.motion.MotionScorer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributesTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new Attributes();
    }

    @Override
    protected List<Sample> normals() {
        return Walks.normals(4);
    }

    @Override
    protected Sample anomaly() {
        return Walks.anomaly();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("input-size", "32", "smallest", "0.005");
    }

    private FittedDetector fitted() {
        return Training.of(detector()).withOptions(options()).withHeldOut(0).fit(Samples.of(normals()));
    }

    private static Finding most(FittedDetector fitted, Clip clip) {
        return MotionScorer.most(fitted.capability(ScoresFrames.class).orElseThrow(), clip)
                .orElseThrow();
    }

    private static AttributeDeviation named(Finding finding, String attribute) {
        return finding.attributes().stream()
                .filter(one -> one.attribute().equals(attribute))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void speedIsThatOfTheThing() {
        try (FittedDetector fitted = fitted()) {
            AttributeDeviation speed = named(most(fitted, Walks.clip(7, 20, 2, 3, 30)), "speed");
            assertThat(speed.observed()).isCloseTo(3, within(0.6));
            assertThat(speed.normalLow()).isCloseTo(1, within(0.6));
            assertThat(speed.normalHigh()).isCloseTo(1, within(0.3));
        }
    }

    @Test
    void eachKindOfAnomalyIsNamed() {
        try (FittedDetector fitted = fitted()) {
            assertThat(first(fitted, Walks.clip(7, 20, 2, 3, 30))).isEqualTo("speed");
            assertThat(first(fitted, Walks.clip(7, 30, 50, -1, 30))).isEqualTo("heading");
            assertThat(first(fitted, Walks.clip(7, 30, 5, 1, 4))).isEqualTo("place");
            assertThat(first(fitted, Walks.clip(7, 150, 30, 0, 30))).isEqualTo("stay");
        }
    }

    /** Appearance aside: all squares look the same, so that the least difference from them is surprising. */
    private static String first(FittedDetector fitted, Clip clip) {
        return most(fitted, clip).attributes().stream()
                .map(AttributeDeviation::attribute)
                .filter(attribute -> !attribute.equals("appearance"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void surprisesAddUpToTheScore() {
        try (FittedDetector fitted = fitted()) {
            Finding finding = most(fitted, Walks.anomaly());
            double sum = finding.attributes().stream()
                    .mapToDouble(AttributeDeviation::surprise)
                    .sum();
            assertThat(sum).isCloseTo(finding.score(), within(1e-9));
            assertThat(fitted.capability(HasAttributes.class).orElseThrow().attributes(Walks.anomaly()))
                    .isEqualTo(finding.attributes());
        }
    }

    @Test
    void theNearestNormalThingIsShown() {
        try (FittedDetector fitted = fitted()) {
            assertThat(most(fitted, Walks.anomaly()).nearest()).hasValueSatisfying(nearest -> {
                assertThat(nearest.sampleId()).startsWith("walk-");
                assertThat(nearest.distance()).isPositive();
            });
        }
    }

    @Test
    void needsThingsThatMove() {
        Samples still = Samples.of(List.of(Walks.clip(1, 10, -20, 0, 30)));
        assertThatThrownBy(() -> Training.of(detector()).withOptions(options()).fit(still))
                .isInstanceOf(XvadTrainingException.class)
                .hasMessageContaining("exemplars");
    }

    @Test
    void aClipOfOneFrameIsScored() {
        try (FittedDetector fitted = fitted()) {
            assertThat(fitted.detect(Walks.clip(3, 1, 20, 1, 30)).score()).isZero();
        }
    }
}
