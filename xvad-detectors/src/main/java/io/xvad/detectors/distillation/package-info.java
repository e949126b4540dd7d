/** Students that learn what a frozen teacher makes of normal images, and fail to follow it on others. */
@NullMarked
package io.xvad.detectors.distillation;

import org.jspecify.annotations.NullMarked;
