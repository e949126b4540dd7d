/** An adapter to Anomaly-OV, served by somebody else (Xu et al. 2025). */
@NullMarked
package io.xvad.language.anomalyov;

import org.jspecify.annotations.NullMarked;
