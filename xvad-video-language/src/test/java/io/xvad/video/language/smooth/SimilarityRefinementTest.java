package io.xvad.video.language.smooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SimilarityRefinementTest {

    /** {@code (e^.3 + .5 e^.2) / (e^.3 + e^.2 + e^.1)}. */
    @Test
    void aScoreIsTheMeanOfThoseMostAlike() {
        double[] similarities = {0.3, 0.2, 0.1};
        double[] scores = {1, 0.5, 0};
        assertThat(SimilarityRefinement.refined(similarities, scores, 10, 1)).isCloseTo(0.533278, within(5e-7));
        assertThat(SimilarityRefinement.refined(similarities, scores, 2, 1))
                .isCloseTo((Math.exp(0.3) + 0.5 * Math.exp(0.2)) / (Math.exp(0.3) + Math.exp(0.2)), within(1e-12));
        assertThat(SimilarityRefinement.refined(similarities, scores, 1, 1)).isEqualTo(1);
    }

    /** As VERA has it: {@code (e^9 + e^8 / 2) / (e^9 + e^8)} of the two most alike of three. */
    @Test
    void sharpnessMultipliesTheSimilarities() {
        assertThat(SimilarityRefinement.refined(new double[] {0.8, 0.9, 0.7}, new double[] {0.5, 1, 0}, 2, 10))
                .isCloseTo((Math.exp(1) + 0.5) / (Math.exp(1) + 1), within(1e-12));
    }

    @Test
    void ofEqualsTheEarlierCounts() {
        assertThat(SimilarityRefinement.nearest(new double[] {0.1, 0.5, 0.5, 0.9}, 2))
                .containsExactly(3, 1);
        assertThat(SimilarityRefinement.nearest(new double[] {0.1}, 0)).containsExactly(0);
    }
}
