package io.xvad.core.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Cover;
import io.xvad.core.Detection;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.Polygon;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.Tiling;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.detect.CoveredDetector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Recalibration;
import io.xvad.core.detect.TiledDetector;
import io.xvad.core.model.Change;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Learning more and forgetting, whatever the detector. */
class UpdateTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private static Samples greys(String name, int count, double from) {
        return Samples.of(IntStream.range(0, count)
                .mapToObj(i -> MeanGrey.grey(name + i, from + 0.001 * i))
                .toList());
    }

    private static FittedDetector model() {
        return Recalibration.of(MeanGrey.of(greys("old", 40, 0.2)))
                .withFalseAlarmRate(0.1)
                .on(greys("held", 20, 0.2));
    }

    private static Calibration calibration(FittedDetector model) {
        return model.capability(Calibration.class).orElseThrow();
    }

    private static List<String> ids(FittedDetector model) {
        return model.capability(LearnedSamples.class).orElseThrow().ids().stream()
                .sorted()
                .toList();
    }

    @Test
    void theThresholdIsMadeOfNewSamplesThatWereHeldOutAtTheRateOfTheModel() {
        FittedDetector model = model();
        FittedDetector more = LearningMore.of(model).dated(DAY).learn(greys("new", 50, 0.3));
        assertThat(more.provenance().trainingSize()).isEqualTo(80);
        assertThat(more.provenance().changes()).extracting(Change::date).containsExactly(DAY);
        assertThat(calibration(more).normalScores()).hasSize(10);
        assertThat(calibration(more).level()).isEqualTo(0.1);
        List<String> learned = ids(more);
        double[] heldOut = IntStream.range(0, 50)
                .filter(i -> !learned.contains("new" + i))
                .mapToDouble(
                        i -> more.detect(MeanGrey.grey("x", 0.3 + 0.001 * i)).score())
                .sorted()
                .toArray();
        assertThat(calibration(more).normalScores()).containsExactly(heldOut);
        assertThat(ids(model)).hasSize(40);
    }

    @Test
    void whatIsKnownIsNotLearnedTwice() {
        Samples both = Samples.concat(List.of(greys("old", 40, 0.2), greys("new", 2, 0.3)));
        LearningMore learning = LearningMore.of(model()).withHeldOut(0);
        assertThat(learning.unknown(both).size()).isEqualTo(2);
        FittedDetector more = learning.learn(both);
        assertThat(more.provenance().trainingSize()).isEqualTo(42);
        assertThat(more.capability(Calibration.class)).isEmpty();
        assertThatThrownBy(() -> learning.learn(greys("old", 3, 0.2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing to learn");
    }

    @Test
    void tooFewToCalibrateOnAreRefusedBeforeAnythingIsLearned() {
        LearningMore learning = LearningMore.of(model());
        assertThatThrownBy(() -> learning.learn(greys("new", 10, 0.3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 new normal samples to calibrate on")
                .hasMessageContaining("0.1")
                .hasMessageContaining("takes 9");
        assertThat(calibration(learning.withFalseAlarmRate(0.4).learn(greys("new", 10, 0.3)))
                        .level())
                .isEqualTo(0.4);
        assertThat(calibration(learning.learn(greys("new", 10, 0.3), greys("other", 9, 0.25)))
                        .normalScores())
                .hasSize(9);
        assertThatThrownBy(() -> learning.learn(greys("new", 10, 0.3), greys("old", 9, 0.2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9 of the 9 samples to calibrate on were learned");
    }

    @Test
    void whatIsForgottenTakesTheThresholdWithIt() {
        FittedDetector less = Forgetting.of(model()).dated(DAY).forget(List.of("old0", "old7"));
        assertThat(ids(less)).hasSize(38).doesNotContain("old0", "old7");
        assertThat(less.capability(Calibration.class)).isEmpty();
        assertThat(less.detect(MeanGrey.grey("x", 0.5)))
                .isEqualTo(MeanGrey.of(greys("old", 40, 0.2)
                                .select(IntStream.range(0, 40)
                                        .filter(i -> i != 0 && i != 7)
                                        .toArray()))
                        .detect(MeanGrey.grey("x", 0.5)));
        assertThatThrownBy(() -> Forgetting.of(less).forget(List.of("old0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has not learned old0");
        assertThatThrownBy(() -> Forgetting.of(less).forget(ids(less)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("delete the model");
        assertThatThrownBy(() -> Forgetting.of(less).forget(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPeriodIsForgottenByTheTimesOfItsSamples() {
        Samples days = new Samples() {
            @Override
            public int size() {
                return 4;
            }

            @Override
            public Sample get(int index) {
                return MeanGrey.grey("day" + index, 0.1 * index);
            }

            @Override
            public Optional<Instant> time(int index) {
                return index == 3 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(86_400L * index));
            }
        };
        Forgetting forgetting = Forgetting.of(MeanGrey.of(days));
        assertThat(forgetting.ofUnknownTime()).isEqualTo(1);
        assertThat(ids(forgetting.forgetBefore(Instant.ofEpochSecond(86_400)))).containsExactly("day1", "day2", "day3");
        assertThat(forgetting.before(Instant.EPOCH)).isEmpty();
        LearningMore learning = LearningMore.of(MeanGrey.of(days));
        assertThat(learning.unknown(days).size()).isZero();
        assertThatThrownBy(() -> learning.unknown(greys("day", 2, 0.1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'day0' was learned, but has changed since");
    }

    @Test
    void aDetectorOfTilesAndUnderACoverLearnsAndForgetsTiles() {
        Tiling tiling = new Tiling(16, 0);
        Cover cover = new Cover(IgnoredRegions.none().and(Polygon.parse("0,0 0.5,0 0.5,0.2 0,0.2")), 0, 0, 0);
        Samples one = Samples.of(List.of(wide("a")));
        FittedDetector model = new CoveredDetector(
                new TiledDetector(
                        MeanGrey.of(TiledDetector.tiles(CoveredDetector.covered(one, cover), tiling)), tiling),
                cover);
        assertThat(ids(model)).containsExactly("a");
        FittedDetector more = LearningMore.of(model).withHeldOut(0).learn(Samples.of(List.of(wide("b"))));
        assertThat(ids(more)).containsExactly("a", "b");
        assertThat(more.provenance().trainingSize()).isEqualTo(4);
        assertThat(more.capability(Tiling.class)).contains(tiling);
        assertThat(more.capability(Cover.class)).contains(cover);
        assertThat(ids(Forgetting.of(more).forget(List.of("a")))).containsExactly("b");
    }

    @Test
    void tilesAllOfWhichIsIgnoredAreNotLearnedLater() {
        Tiling tiling = new Tiling(16, 0);
        Cover left = new Cover(IgnoredRegions.none().and(Polygon.parse("0,0 0.5,0 0.5,1 0,1")), 0, 0, 0);
        Samples one = CoveredDetector.covered(Samples.of(List.of(wide("a"))), left);
        FittedDetector model =
                new CoveredDetector(new TiledDetector(MeanGrey.of(TiledDetector.tiles(one, tiling)), tiling), left);
        FittedDetector more = LearningMore.of(model).withHeldOut(0).learn(Samples.of(List.of(wide("b"))));
        assertThat(more.provenance().trainingSize()).isEqualTo(2);
    }

    @Test
    void whatIsLearnedDoesNotCalibrate() {
        LearningMore learning = LearningMore.of(MeanGrey.of(greys("old", 2, 0.1)));
        assertThatThrownBy(() -> learning.learn(greys("new", 30, 0.1), greys("new", 30, 0.1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("30 of the 30 samples to calibrate on are among those to learn");
    }

    private static Image wide(String id) {
        return Image.of(id, 1, 16, 32, new float[16 * 32]);
    }

    @Test
    void aModelThatCannotIsRefused() {
        FittedDetector model = new FittedDetector() {
            @Override
            public Detection detect(Sample sample) {
                return Detection.undecided(sample.id(), 0, List.of());
            }

            @Override
            public Provenance provenance() {
                return new Provenance("fixed", Map.of(), 0, 1, "", "1");
            }

            @Override
            public void save(ModelWriter model) {}

            @Override
            public void close() {}
        };
        assertThat(model.capability(LearnsMore.class)).isEmpty();
        assertThatThrownBy(() -> LearningMore.of(model))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'fixed' cannot learn more");
        assertThatThrownBy(() -> Forgetting.of(model))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'fixed' cannot forget");
    }
}
