/** SimpleNet: tells features of normal images from the same features with noise. */
@NullMarked
package io.xvad.detectors.simplenet;

import org.jspecify.annotations.NullMarked;
