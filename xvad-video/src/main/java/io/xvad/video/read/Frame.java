package io.xvad.video.read;

import io.xvad.core.Image;

/**
 * One frame of a video. Immutable.
 *
 * @param index position in the video, from 0
 * @param seconds time stamp, not before that of the frame before
 * @param image the picture, RGB or grey
 */
public record Frame(long index, double seconds, Image image) {}
