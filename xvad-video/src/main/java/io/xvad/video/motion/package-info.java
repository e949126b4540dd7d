/**
 * Motion in front of a camera that stands still: foreground, optical flow, and objects that are tracked. For those who write a
 * detector of motion.
 */
@NullMarked
package io.xvad.video.motion;

import org.jspecify.annotations.NullMarked;
