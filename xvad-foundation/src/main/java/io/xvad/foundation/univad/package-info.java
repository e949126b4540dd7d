/** Component-aware matching with a few normal images (Gu et al. 2025). */
@NullMarked
package io.xvad.foundation.univad;

import org.jspecify.annotations.NullMarked;
