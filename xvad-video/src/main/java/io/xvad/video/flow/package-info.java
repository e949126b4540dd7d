/** Optical flow between two frames. For those who write a detector of motion. */
@NullMarked
package io.xvad.video.flow;

import org.jspecify.annotations.NullMarked;
