package io.xvad.video.dataset;

import java.util.Optional;

/**
 * A video to learn from of which it is known that something anomalous happens in it, but not when: a weak label. Immutable and thread-safe.
 *
 * @param video the video
 * @param kind what happens in it, if the data set tells
 */
public record WeakVideo(Video video, Optional<String> kind) {}
