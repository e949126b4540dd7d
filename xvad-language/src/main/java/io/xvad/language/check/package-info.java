/** Checking what a language model says of an image against the image and what was measured of it. */
@NullMarked
package io.xvad.language.check;

import org.jspecify.annotations.NullMarked;
