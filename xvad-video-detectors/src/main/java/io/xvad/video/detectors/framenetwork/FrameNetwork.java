package io.xvad.video.detectors.framenetwork;

import io.xvad.training.BatchLearner;
import io.xvad.training.Trainable;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The network of a {@link FrameNetworkDetector}, for certain options: its graph with its loss, and what is done to it between the
 * steps of the optimiser. Stateless.
 */
public interface FrameNetwork {

    /** Name of the input with the frames the network sees, shape (N, frames * channels, size, size), values in [0, 1]. */
    String SEEN = "seen";

    /** Name of the input with the frame that is scored, the last of the window, shape (N, channels, size, size). */
    String TARGET = "target";

    /** Name of the squared error of each pixel of that frame, mean over its channels, shape (N, size, size). */
    String ERROR = "error-map";

    /** Name of the loss. */
    String LOSS = "loss";

    /**
     * Builds the graph, with the names of this interface.
     *
     * @param seed its weights follow from it
     */
    Trainable graph(long seed);

    /**
     * Called once before training.
     *
     * @param inputs the inputs of the graph for some normal windows
     * @param seed everything random follows from it
     */
    default void prepare(Trainable net, Map<String, INDArray> inputs, long seed) {}

    /** Whether the optimiser trains a weight of the graph; else it is set by what is done after its steps. */
    default boolean trains(String weight) {
        return true;
    }

    /**
     * The work done after each step of the optimiser, for example to the items of a memory that no gradient reaches.
     *
     * @param rate learning rate of the optimiser
     * @param seed everything random follows from it
     */
    default BatchLearner.AfterStep afterStep(Trainable net, AnnealedRate rate, long seed) {
        return inputs -> {};
    }
}
