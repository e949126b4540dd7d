package io.xvad.core.stream;

import io.xvad.core.Box;

/**
 * The ground truth of one anomalous object in one frame.
 *
 * @param frame index of the frame in its video, from 0
 * @param track number of the object within the video, the same in all its frames
 * @param box where it is, in pixels of the frame
 */
public record TrackedBox(int frame, int track, Box box) {}
