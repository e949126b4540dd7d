/** A Gaussian of the colour of each pixel: the yardstick for detectors that learn features. */
@NullMarked
package io.xvad.detectors.pixelgaussian;

import org.jspecify.annotations.NullMarked;
