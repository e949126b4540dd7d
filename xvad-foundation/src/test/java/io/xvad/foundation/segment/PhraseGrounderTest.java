package io.xvad.foundation.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.foundation.model.Export;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhraseGrounderTest {

    private static final Export EXPORT = Export.of("grounding");

    @Test
    void boxesScoresAndPhrasesEqualPyTorch() {
        double boxes = EXPORT.values("thresholds")[0];
        double texts = EXPORT.values("thresholds")[1];
        List<String> captions = EXPORT.lines("captions");
        try (PhraseGrounder grounder = PhraseGrounder.of(EXPORT.model())) {
            for (int i = 0; i < captions.size(); i++) {
                List<GroundedBox> found = grounder.ground(
                        grounder.input(EXPORT.image(i == 2 ? "tall" : "image")), captions.get(i), boxes, texts);
                assertThat(found).as(captions.get(i)).hasSizeGreaterThan(2);
                EXPORT.assertClose(corners(found), "boxes-" + i);
                assertThat(found.stream().map(GroundedBox::phrase)).isEqualTo(EXPORT.lines("phrases-" + i));
                float[] scores = EXPORT.values("scores-" + i);
                for (int b = 0; b < scores.length; b++) {
                    assertThat(found.get(b).score()).isCloseTo(scores[b], within(1e-4));
                }
            }
        }
    }

    private static float[] corners(List<GroundedBox> boxes) {
        List<Double> values = new ArrayList<>();
        for (GroundedBox box : boxes) {
            values.addAll(List.of(box.centreX(), box.centreY(), box.width(), box.height()));
        }
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i).floatValue();
        }
        return array;
    }

    @Test
    void aHigherThresholdKeepsFewerBoxes() {
        try (PhraseGrounder grounder = PhraseGrounder.of(EXPORT.model())) {
            var input = grounder.input(EXPORT.image("image"));
            List<GroundedBox> all = grounder.ground(input, "metal nut", 0, 0);
            double median = all.stream()
                    .mapToDouble(GroundedBox::score)
                    .sorted()
                    .skip(all.size() / 2)
                    .findFirst()
                    .orElseThrow();
            assertThat(grounder.ground(input, "metal nut", median, 0))
                    .isEqualTo(all.stream().filter(box -> box.score() > median).toList());
            assertThat(grounder.ground(input, "metal nut", 0, 1))
                    .allMatch(box -> box.phrase().isEmpty());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> grounder.ground(input, "a ".repeat(60), 0, 0))
                    .withMessageContaining("at most 48 tokens");
        }
    }

    /** Names with punctuation or accents stand otherwise in phrases than they are written. */
    @Test
    void spellsWordsAsPhrasesDo() {
        try (PhraseGrounder grounder = PhraseGrounder.of(EXPORT.model())) {
            String spelled = grounder.spelled("Métal-Nut");
            assertThat(spelled).isEqualTo(grounder.spelled("metal - nut")).doesNotContain("l-n", "M", "é");
            GroundedBox box = grounder.ground(grounder.input(EXPORT.image("image")), "Métal-Nut", 0, 0)
                    .get(0);
            assertThat(box.phrase()).isEqualTo(spelled);
        }
    }

    @Test
    void boxesAreCutToTheImage() {
        GroundedBox box = new GroundedBox(0.5, 0.9, 0.5, 0.4, "crack", 1);
        assertThat(box.corners(10, 20)).containsExactly(new double[] {5, 7, 15, 11}, within(1e-9));
        assertThat(box.pixels(10, 20)).isEqualTo(new Box(5, 7, 10, 3));
        assertThat(new GroundedBox(1, 1, 0, 0, "", 0).pixels(10, 20)).isEqualTo(new Box(19, 9, 1, 1));
    }
}
