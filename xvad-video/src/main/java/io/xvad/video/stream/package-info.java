/**
 * Scoring of videos frame by frame, as they come, and the events found in them. For those who watch cameras, and for those who
 * write a detector of clips.
 */
@NullMarked
package io.xvad.video.stream;

import org.jspecify.annotations.NullMarked;
