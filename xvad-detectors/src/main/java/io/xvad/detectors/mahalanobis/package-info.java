/**
 * The Mahalanobis detector (Lee et al., 2018), for readers of that method: provider, network, the Gaussians of classes, and its
 * confidence in a classifier of the user's.
 */
@NullMarked
package io.xvad.detectors.mahalanobis;

import org.jspecify.annotations.NullMarked;
