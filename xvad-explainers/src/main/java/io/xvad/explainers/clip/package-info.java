/**
 * Explainers of clips: tubelet occlusion and RISE, which need a score only, Grad-CAM of frames, and what a detector found in
 * the most anomalous frames. For those who explain videos.
 */
@NullMarked
package io.xvad.explainers.clip;

import org.jspecify.annotations.NullMarked;
