/** The Mahalanobis score of a classifier of a pretext task (Lee et al. 2018). */
@NullMarked
package io.xvad.detectors.mahalanobis;

import org.jspecify.annotations.NullMarked;
