package io.xvad.video.detectors.dor;

import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;

/**
 * The iterations of self-training: scores choose the pseudo-anomalous and pseudo-normal frames, ordinal regression learns from these and
 * gives all frames new scores. Needs xvad-training.
 *
 * @param options of {@link Dor}
 * @param seed everything random follows from it
 */
public record SelfTraining(Options options, long seed) {

    /** The fewest frames that it learns from. */
    public static final int FEWEST_FRAMES = 10;

    /** Hears the scores of all frames. */
    @FunctionalInterface
    public interface Watch {

        /**
         * Frames have been scored.
         *
         * @param iteration 0 for the initial detectors, then that of the network
         * @param scores in the order of the frames
         */
        void scored(int iteration, double[] scores);

        /** One that does nothing. */
        static Watch none() {
            return (iteration, scores) -> {};
        }
    }

    /**
     * Trains the network.
     *
     * @throws IllegalArgumentException if there are fewer than {@value #FEWEST_FRAMES} frames
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public SavedNetwork trained(FrameFeatures features, Watch watch, ProgressListener progress) {
        if (features.frames().size() < FEWEST_FRAMES) {
            throw new IllegalArgumentException("detector 'dor' learns from at least " + FEWEST_FRAMES + " frames, got "
                    + features.frames().size());
        }
        double[] scores = InitialScores.of(features, options, seed);
        watch.scored(0, scores);
        OrdinalRegression regression = new OrdinalRegression(features, options, seed);
        for (int iteration = 1; iteration <= options.get(Dor.ITERATIONS); iteration++) {
            Cancellation.check();
            if (iteration > 1 && options.get(Dor.ANEW)) {
                regression = new OrdinalRegression(features, options, seed + iteration);
            }
            PseudoLabels labels = PseudoLabels.of(scores, options.get(Dor.ANOMALOUS), options.get(Dor.NORMAL));
            regression.learn(labels, iteration, progress);
            scores = regression.scores();
            watch.scored(iteration, scores);
        }
        return regression.saved();
    }
}
