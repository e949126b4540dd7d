/**
 * Perturbation-based attribution: which parts of an image raise the score, found by hiding many sets of parts. Works with every
 * detector, for it needs a score only.
 */
@NullMarked
package io.xvad.explainers.perturbation;

import org.jspecify.annotations.NullMarked;
