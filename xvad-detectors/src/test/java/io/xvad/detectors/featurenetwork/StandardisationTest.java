package io.xvad.detectors.featurenetwork;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StandardisationTest {

    /** Two features: 1, 3 with variance 1, and 10, 16 with variance 9. */
    private static final List<float[]> IMAGES = List.of(new float[] {1, 10}, new float[] {3, 16});

    @Test
    void eachFeatureGetsMeanZeroAndDeviationOne() {
        Standardisation standardisation = Standardisation.of(IMAGES, 2);
        assertThat(standardisation.apply(new float[] {1, 10, 3, 16})).containsExactly(-1, -1, 1, 1);
    }

    @Test
    void gradientsAreTakenBackByTheScale() {
        float[] gradient = {1, 6};
        Standardisation.of(IMAGES, 2).undo(gradient);
        assertThat(gradient).containsExactly(1, 2);
    }

    @Test
    void noneLeavesFeaturesAsTheyAre() {
        assertThat(Standardisation.none(2).apply(new float[] {1, 10})).containsExactly(1, 10);
    }

    @Test
    void aFeatureThatNeverChangesIsNotDividedByZero() {
        List<float[]> constant = List.of(new float[] {2}, new float[] {2});
        assertThat(Standardisation.of(constant, 1).apply(new float[] {2})).containsExactly(0);
    }
}
