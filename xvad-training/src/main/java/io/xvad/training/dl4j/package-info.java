/**
 * The engine {@code dl4j}, which runs convolutional ONNX networks as DL4J computation graphs where there is no ONNX Runtime,
 * and differentiates them: gradients and layer-wise relevance go back through {@link io.xvad.training.dl4j.Dl4jNetwork}.
 * {@link io.xvad.training.dl4j.NetworkArchitecture} builds untrained networks of the same architecture.
 */
@NullMarked
package io.xvad.training.dl4j;

import org.jspecify.annotations.NullMarked;
