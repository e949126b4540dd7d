/**
 * Says how far an explanation can be relied on: the probability that the place it names is the true cause, learned from synthetic
 * defects on normal images when a detector is fitted. For those who must know when not to believe an explanation.
 */
@NullMarked
package io.xvad.explainers.reliance;

import org.jspecify.annotations.NullMarked;
