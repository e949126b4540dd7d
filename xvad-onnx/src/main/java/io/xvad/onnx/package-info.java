/** The ONNX Runtime inference engine. Put this module on the class path and detectors use it. */
@NullMarked
package io.xvad.onnx;

import org.jspecify.annotations.NullMarked;
