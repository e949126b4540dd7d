/**
 * A frozen teacher's features at several scales, and how far a student's are from them. Shared by STFPM and reverse
 * distillation.
 */
@NullMarked
package io.xvad.detectors.distillation;

import org.jspecify.annotations.NullMarked;
