/** Synthetic scenes of walkers and of traffic, with anomalies of known kind, place and time. For tests, demonstrations and benchmarks. */
@NullMarked
package io.xvad.video.scene;

import org.jspecify.annotations.NullMarked;
