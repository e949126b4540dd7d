package io.xvad.generative.decodiff;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;

/**
 * Latents in square patches side by side.
 *
 * @param channels of a latent
 * @param side places along a side of a latent, a multiple of {@code patch}
 * @param patch places along a side of a patch
 */
record PatchGrid(int channels, int side, int patch) {

    PatchGrid {
        if (side % patch != 0) {
            throw new IllegalArgumentException(side + " places cannot be in patches of " + patch);
        }
    }

    private int along() {
        return side / patch;
    }

    /** Patches of a latent. */
    int count() {
        return along() * along();
    }

    /** The index of the patch of each place, row by row. */
    int at(int place) {
        return place / side / patch * along() + place % side / patch;
    }

    /** As many of the patches of a latent as come nearest to a share, each equally likely. */
    boolean[] drawn(double share, UniformRandomProvider random) {
        boolean[] drawn = new boolean[count()];
        int wanted = (int) Math.round(share * drawn.length);
        if (wanted > 0) {
            for (int index : new PermutationSampler(random, drawn.length, wanted).sample()) {
                drawn[index] = true;
            }
        }
        return drawn;
    }

    /** The patches of all latents of a batch in another order, whichever latent they come from. */
    float[] shuffled(float[] latents, UniformRandomProvider random) {
        int patches = latents.length / (channels * side * side) * count();
        int[] order = PermutationSampler.natural(patches);
        PermutationSampler.shuffle(random, order);
        float[] shuffled = new float[latents.length];
        for (int to = 0; to < patches; to++) {
            copy(latents, order[to], shuffled, to);
        }
        return shuffled;
    }

    private void copy(float[] from, int source, float[] to, int target) {
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < patch; y++) {
                System.arraycopy(from, start(source, c, y), to, start(target, c, y), patch);
            }
        }
    }

    /** Where a row of a channel of a patch of the batch begins. */
    private int start(int index, int channel, int row) {
        int latent = index / count();
        int within = index % count();
        int y = within / along() * patch + row;
        return ((latent * channels + channel) * side + y) * side + within % along() * patch;
    }
}
