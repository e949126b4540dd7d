/**
 * Small networks trained on the features of a frozen backbone: what SimpleNet, FCDD, SLA2P, STFPM and reverse distillation
 * share. Read {@link io.xvad.detectors.featurenetwork.FeatureNetworkDetector} to write another.
 */
@NullMarked
package io.xvad.detectors.featurenetwork;

import org.jspecify.annotations.NullMarked;
