/**
 * Trained networks written as ONNX, so that they are scored without ND4J. {@link io.xvad.training.onnx.SameDiffTranslation}
 * adds the values and gradients of a SameDiff graph to an {@link io.xvad.training.onnx.OnnxGraph}.
 */
@NullMarked
package io.xvad.training.onnx;

import org.jspecify.annotations.NullMarked;
