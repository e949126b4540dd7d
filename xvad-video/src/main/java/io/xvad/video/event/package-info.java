/** Events in a live video: when something begins and ends to be unusual, where, and why in words. For those who watch cameras. */
@NullMarked
package io.xvad.video.event;

import org.jspecify.annotations.NullMarked;
