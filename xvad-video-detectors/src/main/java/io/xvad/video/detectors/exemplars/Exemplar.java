package io.xvad.video.detectors.exemplars;

import io.xvad.video.motion.Thumbnail;

/**
 * A video volume that is held for normal in its region of the scene.
 *
 * @param number its name, unique in a model
 * @param region where it is normal
 * @param clip id of the clip it comes from
 * @param frame index of the frame in its middle
 * @param volume its attributes
 * @param thumbnail the region in that frame
 */
record Exemplar(int number, int region, String clip, int frame, VideoVolume volume, Thumbnail thumbnail) {}
