/** Kinds of anomalies by the triples of scene graphs alone (after Chen, Du and Ng 2018). */
@NullMarked
package io.xvad.video.detectors.scenegraph;

import org.jspecify.annotations.NullMarked;
