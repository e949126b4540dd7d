/**
 * Says what should be there: normal versions of a region of an image, composed from kept normal images. For detectors that have no
 * generator of their own.
 */
@NullMarked
package io.xvad.detectors.restoration;

import org.jspecify.annotations.NullMarked;
