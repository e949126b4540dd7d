/** Reads the frames of video files, of folders of images and of live sources, one after the other. For those who bring videos in. */
@NullMarked
package io.xvad.video.read;

import org.jspecify.annotations.NullMarked;
