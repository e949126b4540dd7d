/**
 * Detectors: the service, the fitted model, training with calibration, and model files. For those who fit and score, and for those who write a detector.
 */
@NullMarked
package io.xvad.core.detect;

import org.jspecify.annotations.NullMarked;
