package io.xvad.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Clip;
import io.xvad.core.Cover;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Mask;
import io.xvad.core.Polygon;
import io.xvad.core.Samples;
import io.xvad.core.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The score is the brightest pixel, and the right half of the images is ignored. */
class IgnoringTest {

    private static final Registry<Detector> DETECTORS = Registry.of(Detector.class, List.of(new Brightness()));
    private static final IgnoredRegions RIGHT = IgnoredRegions.of(Polygon.parse("0.5,0 1,0 1,1 0.5,1"));

    private static Image image(String id, double left, double right) {
        return Image.of(id, 1, 1, 4, new float[] {(float) left, (float) left, (float) right, (float) right});
    }

    private static Samples normals(double right) {
        return Samples.of(IntStream.range(0, 20)
                .mapToObj(i -> image("n" + i, 0.2 + 0.01 * i, right))
                .toList());
    }

    private static final FittedDetector MODEL = Training.of(new Brightness())
            .ignoring(RIGHT)
            .withFalseAlarmRate(0.2)
            .fit(normals(1));

    @Test
    void whatLiesThereChangesNothing() {
        Detection expected = MODEL.detect(image("x", 0.21, 0));
        assertThat(MODEL.detect(image("x", 0.21, 1))).isEqualTo(expected);
        assertThat(MODEL.detectAll(List.of(image("x", 0.21, 0.7)))).containsExactly(expected);
        assertThat(MODEL.detectAll(List.of(image("x", 0.21, 0.8)), Runnable::run))
                .containsExactly(expected);
        assertThat(expected.verdict().decision()).isEqualTo(Decision.NORMAL);
        assertThat(expected.score()).isEqualTo(0.21f);
    }

    @Test
    void norInWhatItLearnsAndIsCalibratedOn() {
        FittedDetector other = Training.of(new Brightness())
                .ignoring(RIGHT)
                .withFalseAlarmRate(0.2)
                .fit(normals(0));
        assertThat(Models.toBytes(other)).isEqualTo(Models.toBytes(MODEL));
    }

    @Test
    void whatLiesElsewhereCountsAndItsRegionsEndThere() {
        Detection found = MODEL.detect(image("x", 0.9, 1));
        assertThat(found.verdict().decision()).isEqualTo(Decision.ANOMALOUS);
        assertThat(found.map().toArray()).containsOnly(0.9f);
        assertThat(found.regions()).hasSize(1);
        assertThat(found.regions().get(0).box().width()).isEqualTo(2);
    }

    @Test
    void theColourIsTheMeanOfWhatLiesBeside() {
        Cover cover = MODEL.capability(Cover.class).orElseThrow();
        assertThat(cover.regions()).isEqualTo(RIGHT);
        assertThat(cover.red()).isBetween(0.2f, 0.4f).isEqualTo(cover.green()).isEqualTo(cover.blue());
    }

    @Test
    void framesThatComeOneAfterTheOtherAreCoveredToo() {
        Cover cover = MODEL.capability(Cover.class).orElseThrow();
        Image frame = image("x", 0.9, 1);
        Samples clips = Samples.of(List.of(Clip.of("clip", List.of(frame, frame), 25)));
        List<Image> seen = new ArrayList<>();
        new CoveredSamples(clips, cover).eachFrame(0, seen::add);
        assertThat(seen).containsExactly(cover.over(frame), cover.over(frame)).doesNotContain(frame);
    }

    @Test
    void theRegionsAreSavedWithTheModel() {
        IgnoredRegions all = RIGHT.and(IgnoredRegions.of(Mask.of(1, 4, new boolean[] {true, false, false, false})));
        FittedDetector model = Training.of(new Brightness()).ignoring(all).fit(normals(1));
        FittedDetector loaded = Models.load(Models.toBytes(model), DETECTORS);
        assertThat(loaded.capability(Cover.class))
                .isEqualTo(model.capability(Cover.class))
                .isPresent();
        assertThat(loaded.detect(image("x", 0.3, 1))).isEqualTo(model.detect(image("x", 0.3, 0.1)));
    }

    @Test
    void aSavedModelCanBeGivenThem() {
        FittedDetector saved = Training.of(new Brightness()).fit(normals(0.5));
        FittedDetector ignoring =
                Recalibration.of(saved).ignoring(RIGHT).withFalseAlarmRate(0.2).on(normals(1));
        assertThat(ignoring.detect(image("x", 0.3, 1)).score()).isEqualTo(0.3f);
        FittedDetector more = Recalibration.of(Models.load(Models.toBytes(ignoring), DETECTORS))
                .ignoring(IgnoredRegions.of(Polygon.parse("0,0 0.25,0 0.25,1 0,1")))
                .on(normals(1));
        Image bright = Image.of("bright", 1, 1, 4, new float[] {1, 0.25f, 1, 1});
        assertThat(ignoring.detect(bright).score()).isEqualTo(1);
        assertThat(more.detect(bright).score()).isEqualTo(0.25f);
        assertThat(Recalibration.of(more)
                        .withFalseAlarmRate(0.5)
                        .onKeptScores()
                        .detect(bright)
                        .score())
                .isEqualTo(0.25f);
    }

    @Test
    void keptScoresDoNotHoldWithOtherRegions() {
        assertThatThrownBy(() -> Recalibration.of(MODEL).ignoring(RIGHT).onKeptScores())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give normal samples");
    }

    @Test
    void anomaliesThatLieThereAreNotLearned() {
        LabelledSamples labelled = LabelledSamples.of(
                List.of(image("a", 0, 1), image("b", 1, 1), image("c", 1, 0)),
                List.of(
                        Label.anomaly(Mask.of(1, 4, new boolean[] {false, false, true, true})),
                        Label.anomaly(Mask.of(1, 4, new boolean[] {true, false, true, true})),
                        Label.anomaly()));
        LabelledSamples left = CoveredLabelledSamples.of(
                labelled, MODEL.capability(Cover.class).orElseThrow(), false);
        assertThat(IntStream.range(0, left.size()).mapToObj(left::id)).containsExactly("b", "c");
        assertThat(left.label(0).masks().get(0).toArray()).containsExactly(true, false, false, false);
    }
}
