/** Sentences that an image is like. */
@NullMarked
package io.xvad.explainers.sentence;

import org.jspecify.annotations.NullMarked;
