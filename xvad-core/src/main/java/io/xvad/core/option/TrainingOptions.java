package io.xvad.core.option;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The options of every detector that trains a network. */
public final class TrainingOptions {

    /** Batch size of a training step. */
    public static final OptionSpec<Integer> BATCH = batch(8);

    /** Early stopping: epochs without improvement after which training ends. */
    public static final OptionSpec<Integer> PATIENCE = patience(5);

    /** Checkpoint file, from which an interrupted training goes on. */
    public static final OptionSpec<String> CHECKPOINT = OptionSpec.text(
            "checkpoint",
            "",
            "a file, or empty for none",
            "Where the state is written after each epoch; if it is there already, training goes on from it");

    private TrainingOptions() {}

    /** The largest number of epochs, with a detector's own default. */
    public static OptionSpec<Integer> epochs(int defaultValue) {
        return OptionSpec.integer("epochs", defaultValue, 1, 100_000, "Most passes over the training images");
    }

    /** Early stopping, with a detector's own default. */
    public static OptionSpec<Integer> patience(int defaultValue) {
        return OptionSpec.integer(
                "patience",
                defaultValue,
                1,
                10_000,
                "Epochs without a lower loss on normal images held out, after which training ends");
    }

    /** Batch size of a training step, with a detector's own default. */
    public static OptionSpec<Integer> batch(int defaultValue) {
        return batch(defaultValue, 1);
    }

    /** Batch size of a network that normalises by its batch, which takes {@code fewest} images at least. */
    public static OptionSpec<Integer> batch(int defaultValue, int fewest) {
        return OptionSpec.integer("batch-size", defaultValue, fewest, 4096, "Images in one step of the optimiser");
    }

    /** Learning rate, with a detector's own default. */
    public static OptionSpec<Double> learningRate(double defaultValue) {
        return OptionSpec.decimal("learning-rate", defaultValue, 1e-9, 10, "Step of the optimiser");
    }

    /** All options of a training, to be among those of a provider. */
    public static List<OptionSpec<?>> all(OptionSpec<Integer> epochs, OptionSpec<Double> learningRate) {
        return all(epochs, BATCH, learningRate, PATIENCE);
    }

    /** The same with a batch size and a patience of the provider's own. */
    public static List<OptionSpec<?>> all(
            OptionSpec<Integer> epochs,
            OptionSpec<Integer> batch,
            OptionSpec<Double> learningRate,
            OptionSpec<Integer> patience) {
        return List.of(epochs, batch, learningRate, patience, CHECKPOINT);
    }

    /** All options of a training that goes through all epochs. */
    public static List<OptionSpec<?>> toTheEnd(
            OptionSpec<Integer> epochs, OptionSpec<Integer> batch, OptionSpec<Double> learningRate) {
        return List.of(epochs, batch, learningRate, CHECKPOINT);
    }

    /** The patience, whatever its default. */
    public static int patience(Options options) {
        return PATIENCE.parse(Objects.requireNonNull(options.asText().get(PATIENCE.name())));
    }

    /** The checkpoint file; empty if none is kept. */
    public static Optional<Path> checkpoint(Options options) {
        String file = options.get(CHECKPOINT);
        return file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
    }
}
