/**
 * The shared parts of detectors that train a network on windows of frames and score each frame by the network's error in it: how they learn,
 * are saved, come back and score, and the layers, losses and memories that several of them are built of. A method extends
 * {@link io.xvad.video.detectors.framenetwork.FrameNetworkDetector} and brings a
 * {@link io.xvad.video.detectors.framenetwork.FrameNetwork}. For those who write another one.
 */
@NullMarked
package io.xvad.video.detectors.framenetwork;

import org.jspecify.annotations.NullMarked;
