/** Writes video files. For those who show what a detector found. */
@NullMarked
package io.xvad.video.write;

import org.jspecify.annotations.NullMarked;
