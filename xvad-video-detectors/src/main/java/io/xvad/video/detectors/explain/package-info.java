/** Explainers of videos that ask more of a detector than its score: what it found in a frame, or gradients of its network. */
@NullMarked
package io.xvad.video.detectors.explain;

import org.jspecify.annotations.NullMarked;
