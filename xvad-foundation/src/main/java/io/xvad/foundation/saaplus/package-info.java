/** Masks of what phrases name, regulated by hybrid prompts: SAA+. */
@NullMarked
package io.xvad.foundation.saaplus;

import org.jspecify.annotations.NullMarked;
