package io.xvad.generative.decodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.xvad.generative.latent.LatentForm;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class PatchCorruptionTest {

    private static final LatentForm FORM = new LatentForm(64, 3, 2, 4);

    private final UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(5);

    private float[] latents(int count) {
        float[] latents = new float[count * FORM.values()];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = 1 + random.nextFloat();
        }
        return latents;
    }

    private PatchCorruption corruption(double largest, double shuffled) {
        return new PatchCorruption(Correction.SCHEDULE, FORM, largest, shuffled);
    }

    @Test
    void aValueDeviatesAsInThePaper() {
        PatchCorruption.Deviated deviated =
                new PatchCorruption.Deviated(new float[] {0.3f}, new float[1], new int[] {4});
        double signal = Correction.SCHEDULE.alphaBar(4);

        PatchCorruption.deviate(deviated, 0, -1.1, signal);

        assertThat(signal).isCloseTo(.493844, within(1e-6));
        assertThat(deviated.latents()[0]).isCloseTo(-0.571769354f, within(1e-6f));
        assertThat(deviated.deviations()[0]).isCloseTo(-1.225347383f, within(1e-6f));
    }

    @Test
    void withoutTheDeviationTheLatentIsBack() {
        float[] latents = latents(6);

        PatchCorruption.Deviated deviated = corruption(0.7, 0.3).of(latents, random);

        for (int i = 0; i < latents.length; i++) {
            double spread = Math.sqrt(1 - Correction.SCHEDULE.alphaBar(deviated.times()[i / FORM.values()]));
            assertThat(deviated.latents()[i] - spread * deviated.deviations()[i])
                    .isCloseTo(latents[i], within(1e-5));
        }
    }

    @Test
    void whatIsNotCorruptedDoesNotDeviate() {
        float[] latents = latents(3);
        PatchCorruption.Deviated deviated = corruption(0, 0.3).of(latents, random);
        assertThat(deviated.latents()).containsExactly(latents);
        assertThat(deviated.deviations()).containsOnly(0);
    }

    @Test
    void allTimesAreDrawnAndHalfOfTheLargestShareIsCorrupted() {
        Set<Integer> times = new HashSet<>();
        int changed = 0;
        int all = 0;
        for (int batch = 0; batch < 60; batch++) {
            PatchCorruption.Deviated deviated = corruption(0.7, 0.3).of(latents(8), random);
            Arrays.stream(deviated.times()).forEach(times::add);
            for (float deviation : deviated.deviations()) {
                changed += deviation == 0 ? 0 : 1;
                all++;
            }
        }
        assertThat(times).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat((double) changed / all).isCloseTo(0.35, within(0.03));
    }

    /** Of shuffled patches nothing is new: each value has been somewhere in the batch. */
    @Test
    void patchesThatAreShuffledComeFromTheBatch() {
        float[] latents = latents(4);
        PatchGrid grid = new PatchGrid(2, 8, 4);

        float[] shuffled = grid.shuffled(latents, random);

        float[] before = latents.clone();
        float[] after = shuffled.clone();
        Arrays.sort(before);
        Arrays.sort(after);
        assertThat(after).containsExactly(before);
        assertThat(shuffled).isNotEqualTo(latents);
    }

    @Test
    void aShuffledPatchStaysWhole() {
        PatchGrid grid = new PatchGrid(2, 4, 2);
        float[] latents = new float[3 * 2 * 16];
        for (int i = 0; i < latents.length; i++) {
            int latent = i / 32;
            latents[i] = (latent * grid.count() + grid.at(i % 16)) * 2 + i / 16 % 2;
        }

        float[] shuffled = grid.shuffled(latents, random);

        for (int i = 0; i < shuffled.length; i += 2) {
            assertThat(shuffled[i + 1]).isEqualTo(shuffled[i]);
            assertThat((int) shuffled[i] % 2).isEqualTo(i / 16 % 2);
        }
    }

    @Test
    void patchesLieSideBySide() {
        PatchGrid grid = new PatchGrid(1, 4, 2);
        assertThat(new int[] {grid.at(0), grid.at(1), grid.at(2), grid.at(4), grid.at(8), grid.at(15)})
                .containsExactly(0, 0, 1, 0, 2, 3);
        boolean[] half = grid.drawn(0.5, random);
        assertThat(half).hasSize(4);
        assertThat((half[0] ? 1 : 0) + (half[1] ? 1 : 0) + (half[2] ? 1 : 0) + (half[3] ? 1 : 0))
                .isEqualTo(2);
        assertThatIllegalArgumentException().isThrownBy(() -> new PatchGrid(1, 4, 3));
    }

    @Test
    void followsTheSeed() {
        float[] latents = latents(3);
        PatchCorruption.Deviated once = corruption(0.7, 0.3).of(latents, RandomSource.XO_SHI_RO_256_PP.create(9));
        PatchCorruption.Deviated again = corruption(0.7, 0.3).of(latents, RandomSource.XO_SHI_RO_256_PP.create(9));
        assertThat(again.latents()).containsExactly(once.latents());
        assertThat(again.times()).containsExactly(once.times());
    }
}
