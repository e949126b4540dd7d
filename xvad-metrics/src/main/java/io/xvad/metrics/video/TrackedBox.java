package io.xvad.metrics.video;

import io.xvad.core.Box;

/**
 * Ground truth: an anomalous region.
 *
 * @param frame index of its frame in the clip
 * @param track number of the track it belongs to, within the clip
 * @param box where it is
 */
public record TrackedBox(int frame, int track, Box box) {}
