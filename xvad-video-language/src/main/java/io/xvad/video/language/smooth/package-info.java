/** Scores of positions in time, smoothed and refined. */
@NullMarked
package io.xvad.video.language.smooth;

import org.jspecify.annotations.NullMarked;
