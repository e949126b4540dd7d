/** Reads the frames of video files and of folders of images, one after the other. For those who bring videos in. */
@NullMarked
package io.xvad.video.read;

import org.jspecify.annotations.NullMarked;
