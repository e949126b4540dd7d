package io.xvad.training;

import io.xvad.core.XvadTrainingException;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.rng.simple.RandomSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains until the loss on normal images held out stops falling, and keeps the best state.
 *
 * @param epochs most epochs
 * @param patience epochs without improvement after which training ends
 * @param checkpoint where the state is kept after each epoch
 * @param seed everything random follows from it and the number of the epoch
 */
public record TrainingLoop(int epochs, int patience, Optional<Path> checkpoint, long seed) {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);
    private static final long EPOCH_STRIDE = 1_000_003;

    /** The loop these options ask for. */
    public static TrainingLoop of(Options options, OptionSpec<Integer> epochs, long seed) {
        return new TrainingLoop(
                options.get(epochs), options.get(TrainingOptions.PATIENCE), TrainingOptions.checkpoint(options), seed);
    }

    /**
     * Trains.
     *
     * @throws XvadTrainingException if the loss is no longer finite; the learner is then in its last good state
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public void run(Learner learner, ProgressListener progress) {
        int first = resume(learner);
        Optimiser.State best = learner.optimiser().state();
        double lowest = Double.POSITIVE_INFINITY;
        int waited = 0;
        for (int epoch = first; epoch < epochs && waited < patience; epoch++) {
            Cancellation.check();
            learner.optimiser().begin(epoch);
            double loss = learner.epoch(RandomSource.XO_SHI_RO_256_PP.create(seed * EPOCH_STRIDE + epoch));
            double heldOut = learner.heldOutLoss();
            double judged = Double.isNaN(heldOut) && Double.isFinite(loss) ? loss : heldOut;
            if (!Double.isFinite(loss) || !Double.isFinite(judged)) {
                learner.optimiser().restore(best);
                throw new XvadTrainingException("training diverged in epoch " + (epoch + 1) + ": the loss is " + loss
                        + ", on held-out images " + heldOut + "; try a smaller learning rate"
                        + checkpoint
                                .map(file -> "; the last good state is in " + file)
                                .orElse(""));
            }
            LOG.debug("epoch {}: loss {}, held out {}", epoch + 1, loss, heldOut);
            waited = judged < lowest ? 0 : waited + 1;
            if (judged < lowest) {
                lowest = judged;
                best = learner.optimiser().state();
            }
            keep(learner, epoch + 1);
            progress.progressed("train", epoch + 1L, epochs);
        }
        learner.optimiser().restore(best);
        progress.progressed("train", epochs, epochs);
    }

    private int resume(Learner learner) {
        if (checkpoint.isEmpty() || !Files.exists(checkpoint.get())) {
            return 0;
        }
        Checkpoint kept = Checkpoint.read(checkpoint.get());
        learner.optimiser().restore(kept.state());
        LOG.info("training goes on after epoch {} of {}", kept.epoch(), checkpoint.get());
        return kept.epoch();
    }

    private void keep(Learner learner, int epoch) {
        checkpoint.ifPresent(file -> new Checkpoint(epoch, learner.optimiser().state()).write(file));
    }
}
