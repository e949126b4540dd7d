package io.xvad.video.detectors.framenetwork;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.training.BatchLearner;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What video networks do not have in common. */
public interface FrameNetwork {

    /** Name of the frames the network sees, shape (N, frames, size, size), grey, values in [0, 1]. */
    String SEEN = "seen";

    /** Name of the last frame of the window, shape (N, 1, size, size). */
    String TARGET = "target";

    /** Name of the squared error of each pixel, shape (N, size, size). */
    String ERROR = "error-map";

    /** Name of what training makes small. */
    String LOSS = "loss";

    /** Which frames of a window are seen. */
    WindowLayout sight(Options options);

    /** The graph, with the names of this interface. */
    Trainable graph(Options options, long seed);

    /** Most epochs. */
    OptionSpec<Integer> epochs();

    /** Step of the optimiser. */
    OptionSpec<Double> learningRate();

    /** What is done before training, with what goes into the graph for some normal windows. */
    default void prepare(Trainable net, Map<String, INDArray> inputs, Options options) {}

    /** What is done after each step of the optimiser. */
    default BatchLearner.AfterStep afterStep(Trainable net, Options options) {
        return inputs -> {};
    }

    /** The weight of the error in the score. */
    default double errorWeight(Options options) {
        return 1;
    }

    /** What a frame's score is made of beside its error. */
    default List<Term> terms(Options options) {
        return List.of();
    }

    /** What stands for normal features, if the network has such things. */
    default Optional<Items> items() {
        return Optional.empty();
    }

    /**
     * Something else that is anomalous in a frame.
     *
     * @param name kebab-case
     * @param unit of its values; may be empty
     * @param output name of the values whose mean it is
     * @param weight in the score
     */
    record Term(String name, String unit, String output, double weight) {}

    /**
     * Things of which one is nearest to the feature at each place of a grid of an eighth of the frame's side.
     *
     * @param name of one, kebab-case
     * @param count how many there are
     * @param nearest name of the index of the nearest, shape (N * places)
     * @param distances name of how far it is, shape (N * places)
     */
    record Items(String name, Function<Options, Integer> count, String nearest, String distances) {}
}
