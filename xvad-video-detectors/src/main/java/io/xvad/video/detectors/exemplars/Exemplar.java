package io.xvad.video.detectors.exemplars;

import io.xvad.video.motion.Thumbnail;

/**
 * A volume that is held for normal in its region.
 *
 * @param number its name, unique in a model
 * @param region where it is normal
 * @param clip id of the clip it comes from
 * @param frame index of the frame in its middle
 * @param volume what was seen
 * @param picture the region in that frame
 */
record Exemplar(int number, int region, String clip, int frame, VideoVolume volume, Thumbnail picture) {}
