/** Which parts raise the score, found by covering them. Works with every detector. */
@NullMarked
package io.xvad.explainers.occlusion;

import org.jspecify.annotations.NullMarked;
