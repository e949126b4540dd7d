/** What moves in front of a camera that stands still: foreground, flow, and things. For those who write a detector of motion. */
@NullMarked
package io.xvad.video.motion;

import org.jspecify.annotations.NullMarked;
