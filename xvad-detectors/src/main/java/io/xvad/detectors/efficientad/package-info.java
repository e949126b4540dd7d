/**
 * EfficientAD (Batzner, Heckler and König 2024). Read {@link io.xvad.detectors.efficientad.EfficientAd} for its options and {@code
 * EfficientAdNetwork} for the networks and their losses.
 */
@NullMarked
package io.xvad.detectors.efficientad;

import org.jspecify.annotations.NullMarked;
