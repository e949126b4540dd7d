package io.xvad.metrics.explanation.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class DeletionInsertionTest {

    private static final int SIDE = 10;
    private static final Image BASELINE = Image.of("normal", 1, SIDE, SIDE, new float[SIDE * SIDE]);
    private static final ToDoubleFunction<Image> SUM = image -> {
        double sum = 0;
        for (float value : image.toArray()) {
            sum += value;
        }
        return sum;
    };

    private static Image defective() {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < 10; i++) {
            values[i * 7] = 1;
        }
        return Image.of("defective", 1, SIDE, SIDE, values);
    }

    private static DeletionInsertion of(float[] saliency) {
        return DeletionInsertion.of(SUM, defective(), AnomalyMap.of(SIDE, SIDE, saliency), BASELINE, 100, 3);
    }

    @Test
    void aSumScoreHasClosedFormAreas() {
        DeletionInsertion perfect = of(defective().toArray());
        assertThat(perfect.deletionAuc()).isCloseTo(0.05, within(1e-12));
        assertThat(perfect.insertionAuc()).isCloseTo(0.95, within(1e-12));
        assertThat(perfect.deletion().points()).hasSize(101);
    }

    @Test
    void separatesAGoodMapFromRandomConstantAndInvertedOnes() {
        SplittableRandom random = new SplittableRandom(5);
        float[] noise = new float[SIDE * SIDE];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextDouble();
        }
        float[] inverted = defective().toArray();
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = -inverted[i];
        }
        double good = of(defective().toArray()).deletionAuc();
        double randomAuc = of(noise).deletionAuc();
        double constant = of(new float[SIDE * SIDE]).deletionAuc();
        double worst = of(inverted).deletionAuc();

        assertThat(good).isLessThan(randomAuc - 0.2).isLessThan(constant - 0.2);
        assertThat(worst).isCloseTo(0.95, within(1e-12)).isGreaterThan(randomAuc + 0.2);
        assertThat(of(noise).insertionAuc()).isCloseTo(1 - randomAuc, within(1e-9));
    }

    @Test
    void theSeedDecidesTies() {
        float[] constant = new float[SIDE * SIDE];
        assertThat(of(constant)).isEqualTo(of(constant));
        Image image = defective();
        AnomalyMap map = AnomalyMap.of(SIDE, SIDE, constant);
        assertThat(DeletionInsertion.of(SUM, image, map, BASELINE, 100, 4).deletionAuc())
                .isNotEqualTo(of(constant).deletionAuc());
    }

    @Test
    void allChannelsOfAPixelGoTogether() {
        float[] values = new float[12];
        Arrays.fill(values, 0.5f);
        Image colour = Image.of("colour", 3, 2, 2, values);
        Image black = Image.of("black", 3, 2, 2, new float[12]);
        AnomalyMap map = AnomalyMap.of(2, 2, new float[] {4, 3, 2, 1});
        DeletionInsertion result = DeletionInsertion.of(SUM, colour, map, black, 4, 0);
        assertThat(result.deletion().points().get(1).y()).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void anImageThatScoresNoHigherThanTheBaselineHasNoAreas() {
        DeletionInsertion result =
                DeletionInsertion.of(SUM, BASELINE, AnomalyMap.of(SIDE, SIDE, new float[SIDE * SIDE]), BASELINE, 4, 0);
        assertThat(result.deletionAuc()).isNaN();
        assertThat(result.insertionAuc()).isNaN();
    }

    @Test
    void refusesOtherShapes() {
        AnomalyMap map = AnomalyMap.of(SIDE, SIDE, new float[SIDE * SIDE]);
        Image small = Image.of("small", 1, 1, 1, new float[1]);
        assertThatThrownBy(() -> DeletionInsertion.of(SUM, defective(), map, small, 4, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baseline");
        assertThatThrownBy(() -> DeletionInsertion.of(SUM, small, map, small, 4, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("saliency");
        assertThatThrownBy(() -> DeletionInsertion.of(SUM, defective(), map, BASELINE, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
