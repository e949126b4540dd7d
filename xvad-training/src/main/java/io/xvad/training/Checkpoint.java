package io.xvad.training;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of an unfinished training.
 *
 * @param progress how far it has come
 * @param optimisers where each optimiser stands, by its name
 * @param best the weights at the lowest loss, by name of the optimiser
 * @param state what else the learner knows
 */
record Checkpoint(
        Progress progress,
        Map<String, Optimiser.State> optimisers,
        Map<String, Map<String, float[]>> best,
        Map<String, float[]> state) {

    private static final Optimiser.State NOTHING = new Optimiser.State(Map.of(), Map.of(), 0);

    /**
     * How far a training has come.
     *
     * @param epochs made
     * @param lowest loss so far; infinite before the first epoch
     * @param waited epochs since then
     */
    record Progress(int epochs, double lowest, int waited) {

        static final Progress NONE = new Progress(0, Double.POSITIVE_INFINITY, 0);

        Progress after(double loss) {
            return loss < lowest ? new Progress(epochs + 1, loss, 0) : new Progress(epochs + 1, lowest, waited + 1);
        }

        boolean isBest() {
            return waited == 0;
        }
    }

    static Checkpoint of(Learner learner, Progress progress, Map<String, Map<String, float[]>> best) {
        Map<String, Optimiser.State> optimisers = new LinkedHashMap<>();
        learner.optimisers().forEach((name, optimiser) -> optimisers.put(name, optimiser.state()));
        return new Checkpoint(progress, optimisers, best, learner.state());
    }

    /**
     * Puts a learner there.
     *
     * @throws io.xvad.core.XvadModelException if it is another learner's
     */
    void restore(Learner learner) {
        learner.optimisers().forEach((name, optimiser) -> optimiser.restore(optimisers.getOrDefault(name, NOTHING)));
        learner.restore(state);
    }
}
