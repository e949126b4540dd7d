/** Video files out. For those who show what a detector saw. */
@NullMarked
package io.xvad.video.write;

import org.jspecify.annotations.NullMarked;
