package io.xvad.core.capability;

import io.xvad.core.Clip;
import java.util.List;

/** A detector of clips that scores stretches of a clip, each by what it draws on in those before. Thread-safe. */
@FunctionalInterface
public interface AttendsInTime {

    /**
     * A stretch of a clip.
     *
     * @param firstFrame index of its first frame
     * @param endFrame index of the frame after its last
     * @param score raw score
     * @param past weight of each stretch that its score draws on, as many as the list has: the last is its own, the one before that of the stretch
     *     before, and so on; at least 0, with the sum 1
     */
    record Stretch(int firstFrame, int endFrame, double score, List<Double> past) {

        public Stretch {
            past = List.copyOf(past);
        }
    }

    /** The stretches of a clip, in order. */
    List<Stretch> stretches(Clip clip);
}
