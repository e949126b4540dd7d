/** Explainable video anomaly localisation by exemplars of each place (after Singh et al., 2023), which can be looked at and edited. */
@NullMarked
package io.xvad.video.detectors.exemplars;

import org.jspecify.annotations.NullMarked;
