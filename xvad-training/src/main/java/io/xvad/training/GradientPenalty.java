package io.xvad.training;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A part of the loss that depends on the gradients of the rest of it. */
public interface GradientPenalty {

    /**
     * The penalty on these gradients.
     *
     * @param gradients of the loss by name of the weights
     * @return its value, and its derivative with respect to some of the gradients
     */
    Slope of(Map<String, INDArray> gradients);

    /** Called with the gradients of each step that was made, the penalty's included. */
    void stepped(Map<String, INDArray> gradients);

    /**
     * A value and how it changes.
     *
     * @param value the penalty, weighted
     * @param derivative by name of the weights whose gradients it depends on; empty if on none; closed by the optimiser
     */
    record Slope(double value, Map<String, INDArray> derivative) {}
}
