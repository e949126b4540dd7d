package io.xvad.training;

import io.xvad.core.XvadTrainingException;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.EpochLoss;
import io.xvad.core.progress.ProgressListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.simple.RandomSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains until the loss on normal images held out stops falling, and keeps the best weights, or the last of a learner that wants those.
 *
 * @param epochs most epochs
 * @param patience epochs without improvement after which training ends
 * @param checkpoint where the training is kept after each epoch, to go on from if it is interrupted
 * @param seed everything random follows from it and the number of the epoch
 */
public record TrainingLoop(int epochs, int patience, Optional<Path> checkpoint, long seed) {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);
    private static final long EPOCH_STRIDE = 1_000_003;

    /** The loop these options ask for. */
    public static TrainingLoop of(Options options, OptionSpec<Integer> epochs, long seed) {
        return new TrainingLoop(
                options.get(epochs), TrainingOptions.patience(options), TrainingOptions.checkpoint(options), seed);
    }

    /** The loop these options ask for, of all epochs, however the loss changes. */
    public static TrainingLoop toTheEnd(Options options, OptionSpec<Integer> epochs, long seed) {
        int all = options.get(epochs);
        return new TrainingLoop(all, all, TrainingOptions.checkpoint(options), seed);
    }

    /** The same for one of several networks that are trained one after the other, with a checkpoint of its own beside. */
    public TrainingLoop stage(String name) {
        return new TrainingLoop(
                epochs, patience, checkpoint.map(file -> file.resolveSibling(file.getFileName() + "-" + name)), seed);
    }

    /**
     * Trains, or goes on from the checkpoint if it is there: to the same weights, to the bit, as without interruption.
     *
     * @throws XvadTrainingException if the loss is no longer finite; the learner then has its best weights
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     * @throws io.xvad.core.XvadDataException if the checkpoint cannot be read or was written by another version
     * @throws io.xvad.core.XvadModelException if it is of another network
     */
    public void run(Learner learner, ProgressListener progress) {
        Optional<Checkpoint> kept = resumed(learner);
        Checkpoint.Progress made = kept.map(Checkpoint::progress).orElse(Checkpoint.Progress.NONE);
        Map<String, Map<String, float[]>> best = kept.map(Checkpoint::best).orElseGet(() -> weights(learner));
        while (made.epochs() < epochs && made.waited() < patience && !learner.isDone()) {
            Cancellation.check();
            Losses losses = epoch(learner, made.epochs());
            if (!losses.areFinite()) {
                setWeights(learner, best);
                throw diverged(losses, made.epochs());
            }
            made = made.after(losses.judged());
            best = made.isBest() || learner.keepsLast() ? weights(learner) : best;
            keep(learner, made, best);
            progress.trained(new EpochLoss(made.epochs(), epochs, losses.trained(), losses.heldOut()));
            progress.progressed("train", made.epochs(), epochs);
        }
        setWeights(learner, best);
        learner.optimisers().values().forEach(Optimiser::rest);
        progress.progressed("train", epochs, epochs);
    }

    private record Losses(double trained, double heldOut) {

        /** On the images held out, if there are any. */
        double judged() {
            return Double.isNaN(heldOut) && Double.isFinite(trained) ? trained : heldOut;
        }

        boolean areFinite() {
            return Double.isFinite(trained) && Double.isFinite(judged());
        }
    }

    private Losses epoch(Learner learner, int epoch) {
        learner.optimisers().values().forEach(optimiser -> optimiser.begin(epoch));
        double loss = learner.epoch(RandomSource.XO_SHI_RO_256_PP.create(seed * EPOCH_STRIDE + epoch));
        return new Losses(loss, learner.heldOutLoss());
    }

    private XvadTrainingException diverged(Losses losses, int epoch) {
        return new XvadTrainingException("training diverged in epoch " + (epoch + 1) + ": the loss is "
                + losses.trained() + ", on held-out images " + losses.heldOut() + "; try a smaller learning rate"
                + checkpoint.map(file -> "; the last good state is in " + file).orElse(""));
    }

    private static Map<String, Map<String, float[]>> weights(Learner learner) {
        Map<String, Map<String, float[]>> weights = new LinkedHashMap<>();
        learner.optimisers().forEach((name, optimiser) -> weights.put(name, optimiser.weights()));
        return weights;
    }

    private static void setWeights(Learner learner, Map<String, Map<String, float[]>> weights) {
        learner.optimisers().forEach((name, optimiser) -> optimiser.setWeights(weights.getOrDefault(name, Map.of())));
    }

    private Optional<Checkpoint> resumed(Learner learner) {
        if (checkpoint.isEmpty() || !Files.exists(checkpoint.get())) {
            return Optional.empty();
        }
        Checkpoint kept = CheckpointFile.read(checkpoint.get());
        kept.restore(learner);
        LOG.info("training goes on after epoch {} of {}", kept.progress().epochs(), checkpoint.get());
        return Optional.of(kept);
    }

    private void keep(Learner learner, Checkpoint.Progress made, Map<String, Map<String, float[]>> best) {
        checkpoint.ifPresent(file -> CheckpointFile.write(Checkpoint.of(learner, made, best), file));
    }
}
