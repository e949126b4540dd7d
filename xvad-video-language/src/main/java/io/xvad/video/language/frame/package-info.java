/** Frames of a video as questions are asked about them: at which positions, described how, and kept until the video has ended. */
@NullMarked
package io.xvad.video.language.frame;

import org.jspecify.annotations.NullMarked;
