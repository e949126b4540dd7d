/**
 * For authors of detectors that train a network from the pixels of normal images: the base class of such a detector, that of
 * its network, and what several networks share.
 */
@NullMarked
package io.xvad.detectors.network;

import org.jspecify.annotations.NullMarked;
