/** From images to rows of patch features, and from distances back to maps. Shared by the detectors. */
@NullMarked
package io.xvad.detectors.features;

import org.jspecify.annotations.NullMarked;
