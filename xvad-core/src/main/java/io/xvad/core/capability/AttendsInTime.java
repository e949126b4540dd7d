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
     * @param drawnOn the stretches that its score draws on, the most first
     */
    record Stretch(int firstFrame, int endFrame, double score, List<Drawn> drawnOn) {

        public Stretch {
            drawnOn = List.copyOf(drawnOn);
        }
    }

    /**
     * How much a score draws on a stretch.
     *
     * @param stretch index of that stretch in the list
     * @param weight at least 0
     */
    record Drawn(int stretch, double weight) {}

    /** The stretches of a clip, in order. */
    List<Stretch> stretches(Clip clip);
}
