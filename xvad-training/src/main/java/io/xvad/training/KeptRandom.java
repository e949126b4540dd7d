package io.xvad.training;

import org.apache.commons.rng.RandomProviderState;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Random numbers that go on from epoch to epoch, and whose state is therefore part of a {@link Learner}'s. Those of one epoch
 * need none: they follow from the seed and the number of the epoch. Not thread-safe.
 */
public final class KeptRandom {

    private final RestorableUniformRandomProvider random;

    /** Numbers from the beginning. */
    public KeptRandom(long seed) {
        random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    }

    /** The next numbers. */
    public UniformRandomProvider numbers() {
        return random;
    }

    /** The state of the generator, a value for each byte. */
    public float[] state() {
        byte[] bytes = ((RandomProviderDefaultState) random.saveState()).getState();
        float[] state = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            state[i] = bytes[i];
        }
        return state;
    }

    /** Restores a state, so that the same numbers follow. */
    public void restore(float[] state) {
        byte[] bytes = new byte[state.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) state[i];
        }
        RandomProviderState known = new RandomProviderDefaultState(bytes);
        random.restoreState(known);
    }
}
