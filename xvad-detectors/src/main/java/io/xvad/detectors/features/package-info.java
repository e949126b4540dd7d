/** Patch features of a frozen backbone, from which detectors make distances, and the maps painted from those. Shared by the detectors. */
@NullMarked
package io.xvad.detectors.features;

import org.jspecify.annotations.NullMarked;
