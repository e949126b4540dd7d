/**
 * Measures how an image differs from its normal version: which pixels, and in lightness, colour, texture, orientation, place and shape.
 * For those who ask what differs.
 */
@NullMarked
package io.xvad.explainers.difference;

import org.jspecify.annotations.NullMarked;
