/** Student-teacher feature pyramid matching (Wang et al. 2021). */
@NullMarked
package io.xvad.detectors.stfpm;

import org.jspecify.annotations.NullMarked;
