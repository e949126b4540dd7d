package io.xvad.video.detectors.objects;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A sample of all that is offered, by algorithm R of Vitter, "Random Sampling with a Reservoir" (1985): everything has the same chance to be kept.
 * Not thread-safe.
 *
 * @param <T> what is offered
 */
public final class Reservoir<T> {

    private final int most;
    private final UniformRandomProvider random;
    private final List<T> kept = new ArrayList<>();
    private int offered;

    /**
     * An empty one.
     *
     * @param most how many are kept, at least 1
     */
    public Reservoir(int most, UniformRandomProvider random) {
        this.most = most;
        this.random = random;
    }

    /** Keeps one, perhaps in place of another, or does not. */
    public void offer(T one) {
        offered++;
        if (kept.size() < most) {
            kept.add(one);
            return;
        }
        int at = random.nextInt(offered);
        if (at < most) {
            kept.set(at, one);
        }
    }

    /** Those that are kept; all in their order if no more were offered than are kept. */
    public List<T> kept() {
        return List.copyOf(kept);
    }
}
