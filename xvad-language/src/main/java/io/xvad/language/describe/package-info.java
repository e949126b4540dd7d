/** A language model's description of what was measured of an image, each sentence checked against the measurement. */
@NullMarked
package io.xvad.language.describe;

import org.jspecify.annotations.NullMarked;
