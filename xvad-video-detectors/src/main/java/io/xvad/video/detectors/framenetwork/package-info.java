/** Video detectors that train a network on windows of frames. For those who choose one, and for those who write another. */
@NullMarked
package io.xvad.video.detectors.framenetwork;

import org.jspecify.annotations.NullMarked;

