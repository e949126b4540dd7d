/**
 * Events in a live video: when something begins and ends to be unusual, where, and why, in words. For those who watch cameras.
 *
 * <p>The explainer that recounts the events of a clip lives here and not in xvad-explainers, because it tracks events exactly as a
 * {@link io.xvad.video.event.VideoSession} does, and xvad-explainers depends on no module for videos.
 */
@NullMarked
package io.xvad.video.event;

import org.jspecify.annotations.NullMarked;
