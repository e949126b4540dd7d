/** AA-CLIP (Ma et al. 2025). */
@NullMarked
package io.xvad.foundation.aaclip;

import org.jspecify.annotations.NullMarked;
