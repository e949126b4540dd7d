/** Detectors that perturb what they see and judge how a classifier trained without labels bears it. */
@NullMarked
package io.xvad.detectors.pretext;

import org.jspecify.annotations.NullMarked;
