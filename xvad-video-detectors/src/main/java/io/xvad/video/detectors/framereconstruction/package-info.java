/** Frame reconstruction, the baseline of frame prediction: a frame that an autoencoder cannot reconstruct is anomalous. */
@NullMarked
package io.xvad.video.detectors.framereconstruction;

import org.jspecify.annotations.NullMarked;
