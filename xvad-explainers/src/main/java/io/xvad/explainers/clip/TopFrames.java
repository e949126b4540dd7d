package io.xvad.explainers.clip;

import io.xvad.core.stream.ScoredFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Selects the frames that are explained. */
final class TopFrames {

    private TopFrames() {}

    /**
     * The frames of highest value, the highest first, the earlier of equal ones; neighbours in time of one that was taken are
     * left out, for they show the same.
     *
     * @param count at most so many
     * @param apart seconds between two of them, at least
     */
    static List<ScoredFrame> of(
            List<ScoredFrame> frames, ToDoubleFunction<ScoredFrame> value, int count, double apart) {
        List<ScoredFrame> best = new ArrayList<>();
        List<ScoredFrame> falling = frames.stream()
                .sorted(Comparator.comparingDouble(value).reversed())
                .toList();
        for (ScoredFrame frame : falling) {
            double now = frame.frame().seconds();
            boolean alone =
                    best.stream().allMatch(other -> Math.abs(other.frame().seconds() - now) >= apart);
            if (best.size() < count && alone) {
                best.add(frame);
            }
        }
        return best;
    }
}
