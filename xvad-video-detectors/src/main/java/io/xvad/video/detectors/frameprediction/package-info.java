/** Future frame prediction (Liu et al., 2018): a frame that cannot be predicted from those before it is anomalous. */
@NullMarked
package io.xvad.video.detectors.frameprediction;

import org.jspecify.annotations.NullMarked;
