/**
 * Video scored frame by frame, as it comes: what a detector of clips offers so that a camera can be watched, and what it finds in
 * each frame. For those who watch videos, and for those who write a detector of clips.
 */
@NullMarked
package io.xvad.core.stream;

import org.jspecify.annotations.NullMarked;
