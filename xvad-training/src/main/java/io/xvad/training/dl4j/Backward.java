package io.xvad.training.dl4j;

import io.xvad.core.engine.Tensor;
import java.util.Map;
import java.util.Optional;

/**
 * The activations and gradients of a run forwards and backwards.
 *
 * @param input gradient with respect to the input; empty if the run did not go that far
 * @param activations values of the outputs by name
 * @param gradients gradients with respect to the outputs by name, with all paths to the scalar through later outputs
 */
public record Backward(Optional<Tensor> input, Map<String, Tensor> activations, Map<String, Tensor> gradients) {}
