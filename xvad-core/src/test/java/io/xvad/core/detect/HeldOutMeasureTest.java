package io.xvad.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.Polygon;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.progress.ProgressListener;
import io.xvad.core.registry.Registry;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutMeasureTest {

    private static final Registry<Detector> DETECTORS = Registry.of(Detector.class, List.of(new Brightness()));
    private static final HeldOutMeasure<MeanBrightness.Found> MEAN = new MeanBrightness("scores");
    private static final Training TRAINING = Training.of(new Brightness()).withMeasures(List.of(MEAN));
    private static final FittedDetector MODEL = TRAINING.fit(normals(1, 0), normals(11, 0.01));

    private static Samples normals(int count, double step) {
        return Samples.of(IntStream.range(0, count)
                .mapToObj(i -> Brightness.grey("n" + i, 2, step * i))
                .toList());
    }

    private static Optional<MeanBrightness.Found> found(FittedDetector model) {
        return model.capability(MeanBrightness.Found.class);
    }

    private static FittedDetector saved(FittedDetector model, HeldOutMeasure<?>... measures) {
        return Models.load(new ByteArrayInputStream(Models.toBytes(model)), DETECTORS, List.of(measures));
    }

    /** Hands out its own type of value, of which another measure asks whether it is there. */
    private record Images(String name) implements HeldOutMeasure<RemembersImages> {

        @Override
        public String description() {
            return "Remembers nothing";
        }

        @Override
        public Class<RemembersImages> type() {
            return RemembersImages.class;
        }

        @Override
        public Optional<RemembersImages> measure(
                FittedDetector calibrated, Samples heldOut, long seed, ProgressListener progress) {
            return Optional.of(like -> List.of());
        }

        @Override
        public void write(RemembersImages found, ModelWriter model) {
            model.ints("scores", new int[0]);
        }

        @Override
        public RemembersImages read(ModelReader model) {
            return like -> List.of();
        }
    }

    /** Finds nothing. */
    private record Nothing(String name) implements HeldOutMeasure<String> {

        @Override
        public String description() {
            return "Finds nothing";
        }

        @Override
        public Class<String> type() {
            return String.class;
        }

        @Override
        public Optional<String> measure(
                FittedDetector calibrated, Samples heldOut, long seed, ProgressListener progress) {
            return Optional.empty();
        }

        @Override
        public void write(String found, ModelWriter model) {
            throw new IllegalStateException("there is nothing to write");
        }

        @Override
        public String read(ModelReader model) {
            throw new IllegalStateException("there is nothing to read");
        }
    }

    @Test
    void whatIsFoundOnHeldOutSamplesIsACapabilityOfTheModel() {
        MeanBrightness.Found found = found(MODEL).orElseThrow();
        assertThat(found.mean()).isCloseTo(0.05, within(1e-6));
        assertThat(found.samples()).isEqualTo(11);
        assertThat(MODEL.capabilities().types()).contains(MeanBrightness.Found.class, Calibration.class);
        assertThat(MODEL.capabilities().get(MeanBrightness.Found.class)).contains(found);
    }

    @Test
    void itIsSavedWithTheModelAndAModelLoadedAndSavedAgainHasTheSameBytes() {
        FittedDetector loaded = saved(MODEL, MEAN);
        assertThat(found(loaded)).isEqualTo(found(MODEL)).isPresent();
        assertThat(Models.toBytes(loaded)).isEqualTo(Models.toBytes(MODEL));
    }

    @Test
    void withoutTheMeasureItIsLeftAloneAndAllElseWorks() {
        FittedDetector loaded = saved(MODEL);
        assertThat(found(loaded)).isEmpty();
        Image image = Brightness.grey("x", 2, 0.3);
        assertThat(loaded.detect(image)).isEqualTo(MODEL.detect(image));
        assertThat(found(saved(loaded, MEAN))).isEmpty();
    }

    @Test
    void aModelInWhichNothingWasMeasuredHasNoSuchCapability() {
        FittedDetector plain = Training.of(new Brightness()).withoutMeasures().fit(normals(1, 0), normals(11, 0.01));
        assertThat(found(plain)).isEmpty();
        assertThat(found(saved(plain, MEAN))).isEmpty();
        FittedDetector uncalibrated = TRAINING.withHeldOut(0).fit(normals(4, 0.1));
        assertThat(found(uncalibrated)).isEmpty();
        FittedDetector nothing = Training.of(new Brightness())
                .withMeasures(List.of(new Nothing("nothing")))
                .fit(normals(1, 0), normals(11, 0.01));
        assertThat(nothing.capability(String.class)).isEmpty();
        assertThat(Models.toBytes(nothing)).isEqualTo(Models.toBytes(plain));
    }

    @Test
    void otherNormalSamplesAreMeasuredAndKeptScoresKeepWhatWasFound() {
        Recalibration again = Recalibration.of(MODEL).withMeasures(List.of(MEAN));
        assertThat(found(again.on(normals(11, 0.02))).orElseThrow().mean()).isCloseTo(0.1, within(1e-6));
        assertThat(found(again.on(normals(11, 0.01)))).isEqualTo(found(MODEL));
        assertThat(found(again.withFalseAlarmRate(0.3).onKeptScores())).isEqualTo(found(MODEL));
        assertThat(found(again.withoutMeasures().on(normals(11, 0.02)))).isEmpty();
        assertThat(found(MODEL).orElseThrow().mean()).isCloseTo(0.05, within(1e-6));
    }

    @Test
    void ofManySamplesSomeAreDrawnBySeed() {
        MeanBrightness.Found seven = found(TRAINING.withSeed(7).fit(normals(1, 0), normals(500, 0.001)))
                .orElseThrow();
        assertThat(seven.samples()).isEqualTo(HeldOutMeasure.MOST_SAMPLES);
        assertThat(seven.mean()).isBetween(0.15, 0.35);
        assertThat(found(TRAINING.withSeed(7).fit(normals(1, 0), normals(500, 0.001))))
                .contains(seven);
        assertThat(found(TRAINING.withSeed(8).fit(normals(1, 0), normals(500, 0.001))))
                .isPresent()
                .get()
                .isNotEqualTo(seven);
    }

    @Test
    void measuresRunInTheOrderGivenAndSeeWhatThoseBeforeFound() {
        Images images = new Images("images");
        FittedDetector both = TRAINING.withMeasures(List.of(images, MEAN)).fit(normals(1, 0), normals(11, 0.01));
        assertThat(found(both).orElseThrow().sawAnother()).isTrue();
        assertThat(found(MODEL).orElseThrow().sawAnother()).isFalse();
        FittedDetector loaded = saved(both, images, MEAN);
        assertThat(found(loaded)).isEqualTo(found(both));
        assertThat(loaded.capability(RemembersImages.class)).isPresent();
    }

    @Test
    void whatLiesInIgnoredRegionsChangesNothing() {
        IgnoredRegions right = IgnoredRegions.of(Polygon.parse("0.5,0 1,0 1,1 0.5,1"));
        FittedDetector dark = TRAINING.ignoring(right).fit(halves(0), halves(0));
        FittedDetector bright = TRAINING.ignoring(right).fit(halves(1), halves(1));
        assertThat(found(bright)).isEqualTo(found(dark)).isPresent();
        assertThat(found(saved(bright, MEAN))).isEqualTo(found(dark));
        FittedDetector ignoringLater = Recalibration.of(MODEL)
                .withMeasures(List.of(MEAN))
                .ignoring(right)
                .on(halves(1));
        assertThat(found(ignoringLater).orElseThrow().mean()).isCloseTo(0.2, within(1e-6));
    }

    private static Samples halves(double right) {
        return Samples.of(IntStream.range(0, 9)
                .mapToObj(i -> Image.of("h" + i, 1, 1, 4, new float[] {0.2f, 0.2f, (float) right, (float) right}))
                .toList());
    }

    @Test
    void progressIsHeard() {
        Set<String> stages = new LinkedHashSet<>();
        List<Long> done = new ArrayList<>();
        TRAINING.withProgress((stage, finished, total) -> {
                    stages.add(stage);
                    if (stage.equals("scores")) {
                        done.add(finished);
                    }
                })
                .fit(normals(1, 0), normals(3, 0.01));
        assertThat(stages).containsExactly("calibration", "scores");
        assertThat(done).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aModelThatIsClosedKeepsWhatWasFound() {
        FittedDetector model = TRAINING.fit(normals(1, 0), normals(11, 0.01));
        model.close();
        assertThat(found(model)).isEqualTo(found(MODEL));
        assertThatThrownBy(() -> model.detect(Brightness.grey("x", 2, 0.3))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anEntryThatIsBrokenIsNamed() {
        FittedDetector other =
                TRAINING.withMeasures(List.of(new Images("scores"))).fit(normals(1, 0), normals(11, 0.01));
        assertThatThrownBy(() -> saved(other, MEAN)).isInstanceOf(XvadModelException.class);
        HeldOutMeasure<?> short2 = new TwoValues();
        FittedDetector broken = TRAINING.withMeasures(List.of(short2)).fit(normals(1, 0), normals(11, 0.01));
        assertThatThrownBy(() -> saved(broken, MEAN))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("'scores'")
                .hasMessageContaining("got 2");
    }

    /** Writes fewer values than are read. */
    private record TwoValues() implements HeldOutMeasure<Integer> {

        @Override
        public String name() {
            return "scores";
        }

        @Override
        public String description() {
            return "Two values";
        }

        @Override
        public Class<Integer> type() {
            return Integer.class;
        }

        @Override
        public Optional<Integer> measure(
                FittedDetector calibrated, Samples heldOut, long seed, ProgressListener progress) {
            return Optional.of(2);
        }

        @Override
        public void write(Integer found, ModelWriter model) {
            model.doubles("scores", new double[found]);
        }

        @Override
        public Integer read(ModelReader model) {
            return model.doubles("scores").length;
        }
    }
}
