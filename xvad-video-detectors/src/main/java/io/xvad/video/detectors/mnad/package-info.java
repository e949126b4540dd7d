/** Memory-guided normality (Park et al., 2020): frames are predicted through a memory of normal features. */
@NullMarked
package io.xvad.video.detectors.mnad;

import org.jspecify.annotations.NullMarked;
