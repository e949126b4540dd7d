/** A Gaussian for each position of an image, over features or colours. Shared by PaDiM and the pixel-wise yardstick. */
@NullMarked
package io.xvad.detectors.gaussian;

import org.jspecify.annotations.NullMarked;
