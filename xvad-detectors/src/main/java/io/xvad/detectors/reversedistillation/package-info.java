/** Reverse distillation (Deng and Li 2022). */
@NullMarked
package io.xvad.detectors.reversedistillation;

import org.jspecify.annotations.NullMarked;
