/** How much a person has to take in to read a saliency map. */
@NullMarked
package io.xvad.metrics.explanation.complexity;

import org.jspecify.annotations.NullMarked;
