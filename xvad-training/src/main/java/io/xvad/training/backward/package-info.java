/**
 * For detectors that need the gradient of a network they did not train: a graph of ONNX operators gets the operators of its backward pass,
 * so that any engine runs both.
 */
@NullMarked
package io.xvad.training.backward;

import org.jspecify.annotations.NullMarked;
