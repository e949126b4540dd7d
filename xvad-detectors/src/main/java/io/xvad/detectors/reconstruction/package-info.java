/** Autoencoders: what they cannot reconstruct is anomalous. */
@NullMarked
package io.xvad.detectors.reconstruction;

import org.jspecify.annotations.NullMarked;
