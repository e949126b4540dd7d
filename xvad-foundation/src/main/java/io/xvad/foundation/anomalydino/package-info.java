/** Distance of DINOv2 patches from those of a few reference images (Damm et al. 2025). */
@NullMarked
package io.xvad.foundation.anomalydino;

import org.jspecify.annotations.NullMarked;
