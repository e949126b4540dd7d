/**
 * STFPM, student-teacher feature pyramid matching (Wang et al., 2021). Read {@link io.xvad.detectors.stfpm.Stfpm} for its options
 * and {@code StfpmNetwork} for the student and its loss.
 */
@NullMarked
package io.xvad.detectors.stfpm;

import org.jspecify.annotations.NullMarked;
