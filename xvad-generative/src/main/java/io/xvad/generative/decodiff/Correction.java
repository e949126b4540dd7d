package io.xvad.generative.decodiff;

import io.xvad.generative.diffusion.NoiseSchedule;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The correction of a latent in five deterministic steps, at the times 8, 6, 4, 2 and 0 of 10 (Beizaee et al. 2025, and the authors' code):
 *
 * <pre>z_0 = z - sqrt(1 - a_t) eta(z, t),   z &lt;- z_0 + sqrt(1 - a_s) eta(z, t)</pre>
 *
 * with s the next of these times; after the last one {@code z = z_0}. The first z is the latent of an image, without noise.
 */
final class Correction {

    /** The squared cosine of ten steps. */
    static final NoiseSchedule SCHEDULE = NoiseSchedule.squaredCosine(10);

    private static final int[] TIMES = {8, 6, 4, 2, 0};

    private Correction() {}

    /** Says by how much a latent deviates. */
    @FunctionalInterface
    interface Deviation {

        /** The deviation eta of a latent at a time, in its shape. */
        SDVariable of(SDVariable latent, int time);
    }

    /** The corrected latent. */
    static SDVariable of(SDVariable latent, Deviation deviation) {
        SDVariable value = latent;
        for (int i = 0; i < TIMES.length; i++) {
            int next = i + 1 < TIMES.length ? TIMES[i + 1] : NoiseSchedule.CLEAN;
            value = value.sub(deviation.of(value, TIMES[i]).mul(spread(TIMES[i]) - spread(next)));
        }
        return value;
    }

    private static double spread(int time) {
        return Math.sqrt(1 - SCHEDULE.alphaBar(time));
    }
}
