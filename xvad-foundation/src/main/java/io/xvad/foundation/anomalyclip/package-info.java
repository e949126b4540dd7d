/** AnomalyCLIP (Zhou et al. 2024). */
@NullMarked
package io.xvad.foundation.anomalyclip;

import org.jspecify.annotations.NullMarked;
