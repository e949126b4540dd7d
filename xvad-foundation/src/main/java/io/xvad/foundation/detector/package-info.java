/** What detectors on foundation models have in common: their options, and how they are fitted, saved and loaded. */
@NullMarked
package io.xvad.foundation.detector;

import org.jspecify.annotations.NullMarked;
