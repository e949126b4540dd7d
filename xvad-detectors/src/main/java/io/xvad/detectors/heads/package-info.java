/** Small networks trained on the features of a frozen backbone, position by position. */
@NullMarked
package io.xvad.detectors.heads;

import org.jspecify.annotations.NullMarked;
