/** Difference between what a frozen DINOv2 sees and what a trained decoder makes of it (Guo et al. 2025). */
@NullMarked
package io.xvad.foundation.dinomaly;

import org.jspecify.annotations.NullMarked;
