/**
 * Explains by the normal version that a detector makes of an image: how far each pixel is from it, and the smallest part that
 * must be replaced by it. For those whose detector reconstructs.
 */
@NullMarked
package io.xvad.explainers.reconstruction;

import org.jspecify.annotations.NullMarked;
