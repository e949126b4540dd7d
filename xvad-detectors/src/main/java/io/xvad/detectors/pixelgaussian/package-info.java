/** A Gaussian for each pixel. */
@NullMarked
package io.xvad.detectors.pixelgaussian;

import org.jspecify.annotations.NullMarked;
