/**
 * Gradient-based attribution: gradients of the score by pixel, class activation maps, and relevance propagated back through
 * the layers. For those whose detector is a network that can be run backwards.
 */
@NullMarked
package io.xvad.explainers.gradient;

import org.jspecify.annotations.NullMarked;
