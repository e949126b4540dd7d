/** Bayes-PFL (Qu et al. 2025). */
@NullMarked
package io.xvad.foundation.bayespfl;

import org.jspecify.annotations.NullMarked;
