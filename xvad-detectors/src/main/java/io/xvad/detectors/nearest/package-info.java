/**
 * Nearest-neighbour search among rows of features: exact on an inference engine or in plain Java, or approximate along a graph.
 * Read {@link io.xvad.detectors.nearest.NearestRows} to use it.
 */
@NullMarked
package io.xvad.detectors.nearest;

import org.jspecify.annotations.NullMarked;
