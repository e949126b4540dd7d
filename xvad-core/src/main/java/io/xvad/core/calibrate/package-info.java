/**
 * Calibration: from raw scores to p-values and decisions. For those who set thresholds.
 */
@NullMarked
package io.xvad.core.calibrate;

import org.jspecify.annotations.NullMarked;
