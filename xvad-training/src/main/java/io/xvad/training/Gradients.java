package io.xvad.training;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a run of a graph forwards and backwards gave. The arrays are the caller's to close.
 *
 * @param outputs by name
 * @param gradients of the graph's loss by name of the variable; without those that the loss does not depend on
 */
public record Gradients(Map<String, INDArray> outputs, Map<String, INDArray> gradients) {}
