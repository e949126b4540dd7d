/**
 * A detector on labelled images: start with {@link io.xvad.evaluation.ImageEvaluation}. Figures come with confidence intervals,
 * as JSON and as text, and two detectors can be compared on the same images.
 */
@NullMarked
package io.xvad.evaluation;

import org.jspecify.annotations.NullMarked;
