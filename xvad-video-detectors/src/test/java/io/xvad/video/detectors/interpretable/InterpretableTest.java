package io.xvad.video.detectors.interpretable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Clip;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadTrainingException;
import io.xvad.core.capability.ChecksRules;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.RuleTrace;
import io.xvad.testkit.DetectorContract;
import io.xvad.video.Walks;
import io.xvad.video.detectors.objects.SourceVideos;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterpretableTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new Interpretable();
    }

    @Override
    protected List<Sample> normals() {
        return Walks.normals(4);
    }

    @Override
    protected Sample anomaly() {
        return Walks.anomaly();
    }

    private static FittedDetector fitted() {
        return Training.of(new Interpretable()).withHeldOut(0).fit(Samples.of(Walks.normals(4)));
    }

    @Test
    void aWalkBackIsNamedByItsHeading() {
        try (FittedDetector fitted = fitted()) {
            Clip back = Walks.clip(51, 26, 40, -1, 30);
            assertThat(fitted.capability(HasAttributes.class).orElseThrow().attributes(back))
                    .first()
                    .satisfies(one -> assertThat(one.attribute()).isEqualTo("heading"));
        }
    }

    @Test
    void anAlarmBreaksTheRuleOfItsMonitorAndNamesTheThing() {
        try (FittedDetector fitted = fitted()) {
            ChecksRules rules = fitted.capability(ChecksRules.class).orElseThrow();
            List<RuleTrace> broken = rules.rules(Walks.anomaly());
            assertThat(broken).hasSize(2);
            assertThat(broken.get(0).rule()).contains("unusual objects", "false alarm");
            assertThat(broken.get(0).facts()).last().asString().contains("a thing at");
            assertThat(rules.rules(Walks.clip(60, 28, 6, 1, 30))).noneMatch(RuleTrace::violated);
        }
    }

    @Test
    void anAlarmScoresOneWithDefaults() {
        try (FittedDetector fitted = fitted()) {
            assertThat(fitted.detect(Walks.anomaly()).score()).isEqualTo(1);
            assertThat(fitted.detect(Walks.clip(60, 28, 6, 1, 30)).score()).isLessThan(1);
        }
    }

    @Test
    void whereThingsMoveInOneVideoOnlyNothingIsPromised() {
        Clip walk = Walks.clip(1, 30, 5, 1, 30);
        Clip still = Walks.clip(2, 30, -100, 0, 30);
        Training training = Training.of(new Interpretable()).withHeldOut(0);
        assertThatThrownBy(() -> training.fit(Samples.of(List.of(walk, still))))
                .isInstanceOf(XvadTrainingException.class)
                .hasMessageContaining("one of the normal videos");
    }

    @Test
    void windowsOfOneVideoAreLeftOutTogether() {
        assertThat(SourceVideos.numbers(List.of("a#0-50", "a#50-100", "b#0-50")))
                .containsExactly(0, 0, 1);
        assertThat(SourceVideos.numbers(List.of("a#0-50", "a#50-100"))).containsExactly(0, 1);
        assertThat(SourceVideos.numbers(List.of("a", "b"))).containsExactly(0, 1);
    }
}
