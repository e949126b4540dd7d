/**
 * Networks of SameDiff and DL4J as ONNX. Read {@link io.xvad.detectors.export.SameDiffTranslation} to export a graph of
 * your own.
 */
@NullMarked
package io.xvad.detectors.export;

import org.jspecify.annotations.NullMarked;
