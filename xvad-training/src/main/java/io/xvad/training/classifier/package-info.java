/** For detectors that ask a classifier of the user's: what its file holds. */
@NullMarked
package io.xvad.training.classifier;

import org.jspecify.annotations.NullMarked;
