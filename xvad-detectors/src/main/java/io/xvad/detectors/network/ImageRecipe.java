package io.xvad.detectors.network;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What detectors trained from pixels do not have in common. */
public interface ImageRecipe {

    /** Name of the pictures that go into the graph, shape (N, 3, size, size), values in [0, 1]. */
    String INPUT = "input";

    /** Name of the reconstruction that comes out of those that make one, of the same shape. */
    String OUTPUT = "output";

    /** The graph, with the names of this interface. */
    Trainable graph(Options options, long seed);

    /** What trains it. */
    Optimiser optimiser(Trainable net, Options options);

    /** What is done after each of its steps. */
    default BatchLearner.AfterStep afterStep(Trainable net, Options options) {
        return inputs -> {};
    }

    /** Most epochs. */
    OptionSpec<Integer> epochs();

    /** What goes into the graph in training for some pictures. */
    default Map<String, INDArray> inputs(List<float[]> pictures, Options options, UniformRandomProvider random) {
        return Map.of(INPUT, NetworkImages.batch(pictures, ImageOptions.size(options)));
    }

    /** What goes into it to score one. */
    default Map<String, INDArray> inputs(float[] picture, Options options) {
        return Map.of(INPUT, NetworkImages.batch(List.of(picture), ImageOptions.size(options)));
    }

    /** Sets what must be known before training. */
    default void begin(Trainable net, List<float[]> pictures, Options options) {}

    /** Learns what can be known only after training. */
    default void finish(Trainable net, List<float[]> pictures, Options options) {}

    /** What a network whose training has ended finds, in SameDiff. */
    ImageFinding finding(Trainable net, Options options);

    /** What its score is made of, if that can be differentiated. */
    default Optional<ScoreTerms> terms(Options options) {
        return Optional.empty();
    }

    /** Whether it calls a picture as a whole anomalous otherwise than by the maximum of the painted map. */
    default boolean scoresApart(Options options) {
        return false;
    }

    /** What of a picture goes into its frozen form. */
    default ImageViews views(Options options) {
        return ImageViews.ITSELF;
    }

    /** The same in ONNX. */
    ImageExport.Outputs outputs(ImageExport export, Options options);
}
