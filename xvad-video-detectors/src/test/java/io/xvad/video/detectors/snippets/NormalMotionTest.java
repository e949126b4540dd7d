package io.xvad.video.detectors.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NormalMotionTest {

    private static final int APPEARANCE = 2;
    private static final SnippetForm FORM =
            new SnippetForm(1, 1, APPEARANCE + MotionStatistics.VALUES, MotionStatistics.VALUES);
    private static final int MEASURE = 3;

    /** Motion of one measure in one cell of the patch, which is the second place. */
    private static float[] moving(int cell, float value) {
        float[] features = new float[FORM.momentValues()];
        features[FORM.values() + APPEARANCE + cell * MotionStatistics.MEASURES + MEASURE] = value;
        return features;
    }

    private static float highest(float[] compared) {
        return compared[FORM.values() + APPEARANCE + MotionStatistics.CELLS * MotionStatistics.MEASURES + MEASURE];
    }

    private static float beyond(float[] compared) {
        return compared[
                FORM.values() + APPEARANCE + (MotionStatistics.CELLS + 1) * MotionStatistics.MEASURES + MEASURE];
    }

    @Test
    void motionIsComparedWithTheMostThatNormalClipsShowInThatCell() {
        List<Bag> bags = List.of(
                new Bag("calm", false, List.of(moving(5, 1), moving(5, 0.5f))),
                new Bag("lively", false, List.of(moving(5, 2))),
                new Bag("anomalous", true, List.of(moving(5, 5), moving(6, 1.5f))));
        NormalMotion.Learned learned = NormalMotion.of(bags, FORM);
        assertThat(beyond(learned.motion().compared(moving(5, 4)))).isEqualTo(2);
        assertThat(beyond(learned.motion().compared(moving(5, 1.9f)))).isZero();
        assertThat(highest(learned.motion().compared(moving(5, 1.9f)))).isEqualTo(1.9f);
        List<float[]> anomalous = learned.bags().get(2).snippets();
        assertThat(beyond(anomalous.get(0))).isEqualTo(3);
        assertThat(beyond(anomalous.get(1))).as("in a cell where nothing moves in normal clips").isEqualTo(1.5f);
    }

    /** Else no normal clip that was learned from would ever go beyond, and every new one would. */
    @Test
    void aNormalClipIsComparedWithTheOthers() {
        List<Bag> bags = List.of(
                new Bag("calm", false, List.of(moving(5, 1))), new Bag("lively", false, List.of(moving(5, 2))));
        List<Bag> compared = NormalMotion.of(bags, FORM).bags();
        assertThat(beyond(compared.get(0).snippets().get(0))).isZero();
        assertThat(beyond(compared.get(1).snippets().get(0))).isEqualTo(1);
    }

    @Test
    void oneOfFiftyNormalClipsMayBeAbove() {
        List<Bag> bags = new ArrayList<>();
        IntStream.rangeClosed(1, 50)
                .forEach(i -> bags.add(new Bag("clip-" + i, false, List.of(moving(0, i == 50 ? 1000 : i)))));
        assertThat(beyond(NormalMotion.of(bags, FORM).motion().compared(moving(0, 60)))).isEqualTo(11);
    }

    @Test
    void featuresWithoutMotionAreLeftAsTheyAre() {
        SnippetForm form = new SnippetForm(1, 0, 3, 0);
        List<Bag> bags = List.of(new Bag("a", false, List.of(new float[] {1, 2, 3})));
        NormalMotion.Learned learned = NormalMotion.of(bags, form);
        assertThat(learned.bags().get(0).snippets().get(0)).containsExactly(1, 2, 3);
        assertThat(learned.motion().compared(new float[] {4, 5, 6})).containsExactly(4, 5, 6);
    }
}
