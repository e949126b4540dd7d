/** Dynamic local aggregation (after Yang et al., 2022): frames are predicted through prototypes of as many clusters as are needed. */
@NullMarked
package io.xvad.video.detectors.dlanac;

import org.jspecify.annotations.NullMarked;
