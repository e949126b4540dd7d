/** Which pixels and activations the score reacts to, from its gradient. Needs a differentiable detector. */
@NullMarked
package io.xvad.explainers.gradient;

import org.jspecify.annotations.NullMarked;
