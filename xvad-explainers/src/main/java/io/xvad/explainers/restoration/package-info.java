/** Restores an image to normal, changing as little as possible. For those who ask what should be there. */
@NullMarked
package io.xvad.explainers.restoration;

import org.jspecify.annotations.NullMarked;
