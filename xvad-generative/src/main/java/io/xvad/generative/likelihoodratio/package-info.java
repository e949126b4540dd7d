/**
 * Likelihood ratios (Ren et al., 2019): how much likelier an image is to a model of what is normal than to one of its background. Read {@link
 * io.xvad.generative.likelihoodratio.LikelihoodRatio} for its options, {@code PixelCnn} for the models and {@code
 * LikelihoodRatioNetwork} for loss and score.
 */
@NullMarked
package io.xvad.generative.likelihoodratio;

import org.jspecify.annotations.NullMarked;
