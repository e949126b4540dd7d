/**
 * Networks of SameDiff and DL4J as ONNX. Read {@link io.xvad.training.onnx.SameDiffTranslation} to export a graph of
 * your own.
 */
@NullMarked
package io.xvad.training.onnx;

import org.jspecify.annotations.NullMarked;
