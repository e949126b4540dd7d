package io.xvad.video.language.vera;

import io.xvad.core.Image;
import java.util.List;

/**
 * Frames of a video of which it is known whether there is an anomaly, not when.
 *
 * @param frames that are shown
 * @param anomalous the weak label
 */
record LabelledStretch(List<Image> frames, boolean anomalous) {}
