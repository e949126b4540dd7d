package io.xvad.detectors.draem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.detectors.textures.TextureSource;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class AnomalySimulationTest {

    private static final int SIDE = 64;

    private final UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(9);

    private static float[] filled(int channels, float value) {
        float[] values = new float[channels * SIDE * SIDE];
        Arrays.fill(values, value);
        return values;
    }

    private static AnomalySimulation simulation(TextureSource textures) {
        return new AnomalySimulation(SIDE, SIDE, 0, textures);
    }

    @Test
    void masksCoverSomeOfTheImageOnAverage() {
        double covered = 0;
        for (int i = 0; i < 400; i++) {
            for (float value : PerlinMask.drawn(SIDE, 6, 0.5, random)) {
                assertThat(value).isIn(0f, 1f);
                covered += value;
            }
        }
        assertThat(covered / (400 * SIDE * SIDE)).isBetween(0.02, 0.2);
    }

    @Test
    void aHigherThresholdGivesAPartOfTheMask() {
        float[] large = PerlinMask.drawn(SIDE, 6, 0.2, RandomSource.XO_SHI_RO_256_PP.create(3));
        float[] small = PerlinMask.drawn(SIDE, 6, 0.5, RandomSource.XO_SHI_RO_256_PP.create(3));
        for (int i = 0; i < small.length; i++) {
            assertThat(small[i]).isLessThanOrEqualTo(large[i]);
        }
    }

    @Test
    void halfTheImagesAreLeftAsTheyAreAndTheOthersOutsideTheMask() {
        int changed = 0;
        for (int i = 0; i < 400; i++) {
            AnomalySimulation.Lesson lesson = simulation(any -> filled(3, 1)).drawn(filled(3, 0), random);
            assertThat(lesson.normal()).containsOnly(0f);
            boolean touched = false;
            for (int at = 0; at < lesson.seen().length; at++) {
                float mask = lesson.mask()[at % lesson.mask().length];
                assertThat(lesson.seen()[at]).isBetween(0.2f * mask, mask);
                touched |= mask > 0;
            }
            changed += touched ? 1 : 0;
        }
        assertThat(changed / 400.0).isBetween(0.35, 0.52);
    }

    @Test
    void whatIsSeenThroughIsTheImageItself() {
        float[] image = filled(3, 0.2f);
        float[] texture = filled(3, 0.8f);
        float[] mask = filled(1, 1);
        assertThat(AnomalySimulation.mixed(image, texture, mask, 1)[5]).isCloseTo(0.2f, within(1e-6f));
        assertThat(AnomalySimulation.mixed(image, texture, mask, 0)[5]).isCloseTo(0.8f, within(1e-6f));
        assertThat(AnomalySimulation.mixed(image, texture, mask, 0.5)[5]).isCloseTo(0.5f, within(1e-6f));
        assertThat(AnomalySimulation.mixed(image, texture, filled(1, 0), 0)).isEqualTo(image);
    }

    @Test
    void texturesAreGreyWhereAllImagesAre() {
        TextureSource coloured = any -> {
            float[] values = filled(3, 0.5f);
            Arrays.fill(values, 0, SIDE * SIDE, 0.9f);
            return values;
        };
        float[] image = filled(3, 0);
        image[0] = 0.5f;
        float[] ofColour = AnomalySimulation.of(SIDE, SIDE, 0, coloured, List.of(filled(3, 0), image))
                .textures()
                .drawn(random);
        float[] grey = AnomalySimulation.of(SIDE, SIDE, 0, coloured, List.of(filled(3, 0)))
                .textures()
                .drawn(random);
        assertThat(grey[9]).isEqualTo(grey[SIDE * SIDE + 9]);
        assertThat(ofColour).hasSameSizeAs(grey);
    }

    @Test
    void squaresAreCutWhereThereIsMoreToSee() {
        float[] image = filled(3, 0.5f);
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < SIDE * SIDE / 2; i++) {
                image[c * SIDE * SIDE + i] = i % 2;
            }
        }
        AnomalySimulation cutting = new AnomalySimulation(SIDE, 16, 0, any -> new float[3 * 16 * 16]);
        int varied = 0;
        for (int i = 0; i < 100; i++) {
            float[] normal = cutting.drawn(image, random).normal();
            assertThat(normal).hasSize(3 * 16 * 16);
            varied += normal[0] == 0.5f ? 0 : 1;
        }
        assertThat(varied).isGreaterThan(75);
    }
}
