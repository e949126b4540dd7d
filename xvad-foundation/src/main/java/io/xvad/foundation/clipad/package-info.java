/** CLIP-AD: SDP and SDP+ (Chen et al. 2023). */
@NullMarked
package io.xvad.foundation.clipad;

import org.jspecify.annotations.NullMarked;
