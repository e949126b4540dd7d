package io.xvad.video.detectors.exemplars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.capability.EditsExemplars;
import io.xvad.core.capability.EditsExemplars.NormalExemplar;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.core.update.Forgetting;
import io.xvad.core.update.LearningMore;
import io.xvad.testkit.DetectorContract;
import io.xvad.video.Walks;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExemplarsTest extends DetectorContract {

    private static final Box LOWER = new Box(0, 28, Walks.WIDTH, 16);

    @Override
    protected Detector detector() {
        return new Exemplars();
    }

    @Override
    protected List<Sample> normals() {
        return Walks.normals(4);
    }

    @Override
    protected Sample anomaly() {
        return Walks.anomaly();
    }

    private FittedDetector fitted() {
        return Training.of(detector()).withHeldOut(0).fit(Samples.of(normals()));
    }

    private static EditsExemplars edits(FittedDetector fitted) {
        return fitted.capability(EditsExemplars.class).orElseThrow();
    }

    private static Clip back(int seed) {
        return Walks.clip(seed, 26, 40, -1, 30);
    }

    @Test
    void whatIsAcceptedAsNormalIsNormalFromThenOn() {
        try (FittedDetector fitted = fitted();
                FittedDetector edited = edits(fitted).withNormal(back(50), LOWER)) {
            double before = fitted.detect(back(51)).score();
            double after = edited.detect(back(51)).score();
            assertThat(after).isLessThan(before / 2);
            assertThat(fitted.detect(back(51)).score()).isEqualTo(before);
            assertThat(edited.detect(Walks.anomaly()).score())
                    .isEqualTo(fitted.detect(Walks.anomaly()).score());
        }
    }

    @Test
    void aClipThatIsLearnedLaterIsNormalUntilItIsForgotten() {
        Clip clip = back(50);
        try (FittedDetector fitted = fitted();
                FittedDetector more = LearningMore.of(fitted).withHeldOut(0).learn(Samples.of(List.of(clip)));
                FittedDetector less = Forgetting.of(more).forget(List.of(clip.id()))) {
            double before = fitted.detect(back(51)).score();
            assertThat(more.detect(back(51)).score()).isLessThan(before / 2);
            assertThat(more.provenance().changes().get(0).effect()).contains("within 0.15 of an exemplar");
            assertThat(less.detect(back(51)).score()).isEqualTo(before);
            assertThat(less.provenance().changes().get(1).effect())
                    .contains("exemplars dropped")
                    .contains("background image");
            assertThat(less.provenance().learnedFrom())
                    .isEqualTo(fitted.provenance().learnedFrom());
        }
    }

    @Test
    void theyCanBeLookedAtAndTakenAway() {
        Image like = Walks.clip(0, 1, 0, 0, 0).frames().get(0);
        try (FittedDetector fitted = fitted()) {
            List<NormalExemplar> here = edits(fitted).exemplars(like, 36, 30);
            assertThat(here).anySatisfy(one -> {
                assertThat(one.clip()).startsWith("walk-");
                assertThat(one.presence()).isPositive();
            });
            List<Integer> moving = here.stream()
                    .filter(one -> one.presence() > 0)
                    .map(NormalExemplar::number)
                    .toList();
            Clip normal = Walks.clip(60, 20, 20, 1, 30);
            try (FittedDetector edited = edits(fitted).without(moving)) {
                assertThat(edited.detect(normal).score())
                        .isGreaterThan(fitted.detect(normal).score());
            }
            assertThatThrownBy(() -> edits(fitted).without(List.of(1_000_000)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1000000");
        }
    }

    @Test
    void aWalkBackIsNamedByItsHeading() {
        try (FittedDetector fitted = fitted()) {
            assertThat(fitted.capability(HasAttributes.class)
                            .orElseThrow()
                            .attributes(back(51))
                            .get(0)
                            .attribute())
                    .isEqualTo("heading");
        }
    }

    /** Where nothing moves, nothing moves another way. */
    @Test
    void aWalkWhereNobodyWalksIsNamedByItsPresence() {
        try (FittedDetector fitted = fitted()) {
            assertThat(fitted.capability(HasAttributes.class).orElseThrow().attributes(Walks.clip(52, 30, 5, 1, 6)))
                    .first()
                    .satisfies(one -> assertThat(one.attribute()).isEqualTo("presence"));
        }
    }

    @Test
    void whoStandsWhereOthersWalkIsNamedByStandingStill() {
        try (FittedDetector fitted = fitted()) {
            assertThat(fitted.capability(HasAttributes.class).orElseThrow().attributes(Walks.clip(53, 30, 30, 0, 30)))
                    .first()
                    .satisfies(one -> {
                        assertThat(one.attribute()).isEqualTo("still");
                        assertThat(one.observed()).isGreaterThan(one.normalHigh());
                    });
        }
    }

    @Test
    void surprisesAddUpToTheScoreOfWhatIsFound() {
        try (FittedDetector fitted = fitted()) {
            List<Finding> findings =
                    fitted.capability(ScoresFrames.class).orElseThrow().scored(Walks.anomaly()).stream()
                            .flatMap(frame -> frame.findings().stream())
                            .filter(finding -> !finding.attributes().isEmpty())
                            .toList();
            assertThat(findings).isNotEmpty().allSatisfy(finding -> assertThat(finding.attributes().stream()
                            .mapToDouble(AttributeDeviation::surprise)
                            .sum())
                    .isCloseTo(finding.score(), within(1e-5)));
        }
    }

    @Test
    void aFastWalkIsNamedByItsSpeed() {
        try (FittedDetector fitted = fitted()) {
            assertThat(fitted.capability(HasAttributes.class).orElseThrow().attributes(Walks.clip(54, 12, 2, 4, 30)))
                    .first()
                    .satisfies(one -> {
                        assertThat(one.attribute()).isEqualTo("speed");
                        assertThat(one.observed()).isBetween(3.0, 5.0);
                    });
        }
    }

    @Test
    void aStillSceneIsNormalToItself() {
        Samples still = Samples.of(List.of(Walks.clip(1, 12, -20, 0, 30), Walks.clip(2, 12, -20, 0, 30)));
        try (FittedDetector fitted = Training.of(detector()).withHeldOut(0).fit(still)) {
            double normal = fitted.detect(Walks.clip(3, 12, -20, 0, 30)).score();
            assertThat(fitted.detect(Walks.clip(4, 30, 5, 1, 30)).score()).isGreaterThan(normal + 0.1);
        }
    }
}
