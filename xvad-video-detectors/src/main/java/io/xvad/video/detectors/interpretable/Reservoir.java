package io.xvad.video.detectors.interpretable;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A sample of all that is offered, by algorithm R of Vitter, "Random Sampling with a Reservoir" (1985). Not thread-safe. */
final class Reservoir<T> {

    private final int most;
    private final UniformRandomProvider random;
    private final List<T> kept = new ArrayList<>();
    private final List<Integer> videos = new ArrayList<>();
    private int offered;

    Reservoir(int most, UniformRandomProvider random) {
        this.most = most;
        this.random = random;
    }

    void offer(T one, int video) {
        int at = offered < most ? offered : random.nextInt(offered + 1);
        offered++;
        if (at == kept.size()) {
            kept.add(one);
            videos.add(video);
        } else if (at < most) {
            kept.set(at, one);
            videos.set(at, video);
        }
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    List<T> kept() {
        return kept;
    }

    int[] videos() {
        return videos.stream().mapToInt(Integer::intValue).toArray();
    }
}
