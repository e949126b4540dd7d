package io.xvad.core.explain;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;

/**
 * The nearest version of the sample that the detector holds for normal.
 *
 * @param normalVersion that version, with the geometry of the sample
 * @param difference absolute difference to the sample, averaged over channels
 * @param scoreBefore raw score of the sample
 * @param scoreAfter raw score of the normal version
 */
public record Counterfactual(Image normalVersion, AnomalyMap difference, double scoreBefore, double scoreAfter)
        implements Evidence {}
