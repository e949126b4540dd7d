/** Which parts raise the score, found by hiding many sets of parts. Works with every detector. */
@NullMarked
package io.xvad.explainers.masking;

import org.jspecify.annotations.NullMarked;
