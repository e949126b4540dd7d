/** Rules of what is normal, induced from a few normal frames and applied to others (AnomalyRuler, Yang et al. 2024). */
@NullMarked
package io.xvad.video.language.anomalyruler;

import org.jspecify.annotations.NullMarked;
