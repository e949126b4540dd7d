/**
 * Self-trained deep ordinal regression, which learns from video that nobody has looked through (Pang et al. 2020). Read
 * {@link io.xvad.video.detectors.dor.Dor} for its options and {@link io.xvad.video.detectors.dor.SelfTraining} for its steps.
 */
@NullMarked
package io.xvad.video.detectors.dor;

import org.jspecify.annotations.NullMarked;
