/** Frames of video files and of folders, one after the other or in windows. */
@NullMarked
package io.xvad.video.read;

import org.jspecify.annotations.NullMarked;
