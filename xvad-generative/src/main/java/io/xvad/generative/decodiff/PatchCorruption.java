package io.xvad.generative.decodiff;

import io.xvad.generative.diffusion.NoiseSchedule;
import io.xvad.generative.latent.LatentForm;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * What the network learns from: latents of normal images of which some patches deviate, and by how much (Beizaee et al. 2025, and the
 * authors' code). With the mask m that is 1 where a latent stays as it is, and what it deviates to, n, of which a patch is either standard normal noise or a
 * patch of some latent of the batch,
 *
 * <pre>
 * z_t = m z_0 + (1 - m) (sqrt(a_t) z_0 + sqrt(1 - a_t) n),
 * eta = (1 - m) (n - (1 - sqrt(a_t)) / sqrt(1 - a_t) z_0),   so that   z_t - sqrt(1 - a_t) eta = z_0.
 * </pre>
 *
 * The side of the patches is drawn for a batch; the share of patches that deviate, that of patches that come from other latents, and the
 * time t for each latent.
 *
 * @param schedule says a_t
 * @param form of the latents
 * @param largest share of patches that deviate, at most
 * @param shuffled share of patches of n that come from other latents, at most
 */
record PatchCorruption(NoiseSchedule schedule, LatentForm form, double largest, double shuffled) {

    private static final int[] PATCHES = {1, 2, 4, 8, 16};
    private static final double[] CHANCES = {0.3, 0.25, 0.2, 0.15, 0.1};

    /**
     * Latents that deviate.
     *
     * @param latents z_t, latent after latent
     * @param deviations eta, likewise
     * @param times t of each latent
     */
    record Deviated(float[] latents, float[] deviations, int[] times) {}

    /** Corrupts the latents of a batch, one after the other; those given stay as they are. */
    Deviated of(float[] latents, UniformRandomProvider random) {
        PatchGrid grid = new PatchGrid(form.channels(), form.side(), patch(random));
        float[] others = grid.shuffled(latents, random);
        Deviated deviated =
                new Deviated(latents.clone(), new float[latents.length], new int[latents.length / form.values()]);
        for (int i = 0; i < deviated.times.length; i++) {
            deviated.times[i] = random.nextInt(schedule.steps());
            deviate(deviated, i, grid, others, random);
        }
        return deviated;
    }

    private void deviate(Deviated deviated, int index, PatchGrid grid, float[] others, UniformRandomProvider random) {
        boolean[] changed = grid.drawn(largest * random.nextDouble(), random);
        boolean[] moved = grid.drawn(shuffled * random.nextDouble(), random);
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        double kept = schedule.alphaBar(deviated.times[index]);
        int area = form.side() * form.side();
        for (int i = index * form.values(); i < (index + 1) * form.values(); i++) {
            int patch = grid.at(i % area);
            if (changed[patch]) {
                deviate(deviated, i, moved[patch] ? others[i] : gaussian.sample(), kept);
            }
        }
    }

    static void deviate(Deviated deviated, int index, double noise, double kept) {
        double latent = deviated.latents[index];
        double spread = Math.sqrt(1 - kept);
        deviated.latents[index] = (float) (Math.sqrt(kept) * latent + spread * noise);
        deviated.deviations[index] = (float) (noise - (1 - Math.sqrt(kept)) / spread * latent);
    }

    /** The side of a patch: of those of the authors that divide the latent into four patches or more, in the same proportions. */
    private int patch(UniformRandomProvider random) {
        List<Integer> possible = new ArrayList<>();
        double all = 0;
        for (int i = 0; i < PATCHES.length; i++) {
            if (form.side() % PATCHES[i] == 0 && 2 * PATCHES[i] <= form.side()) {
                possible.add(i);
                all += CHANCES[i];
            }
        }
        double left = all * random.nextDouble();
        for (int i : possible) {
            left -= CHANCES[i];
            if (left < 0) {
                return PATCHES[i];
            }
        }
        return PATCHES[possible.get(possible.size() - 1)];
    }
}
