package io.xvad.generative.likelihoodratio;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Random changes of grey levels that leave the background of an image as it was and spoil what it shows (Ren et al. 2019, section 3).
 *
 * @param rate probability of a pixel to change, from 0 to 1
 */
record Mutation(double rate) {

    private static final int LEVELS = 256;

    /**
     * Each level as it was, or with probability {@code rate} one drawn uniformly from all, itself included.
     *
     * @param levels whole numbers from 0 to 255
     */
    float[] of(float[] levels, UniformRandomProvider random) {
        float[] mutated = levels.clone();
        for (int i = 0; i < mutated.length; i++) {
            if (random.nextDouble() < rate) {
                mutated[i] = random.nextInt(LEVELS);
            }
        }
        return mutated;
    }
}
