/** An adapter to AnomalyGPT, served by somebody else (Gu et al. 2024). */
@NullMarked
package io.xvad.language.anomalygpt;

import org.jspecify.annotations.NullMarked;
