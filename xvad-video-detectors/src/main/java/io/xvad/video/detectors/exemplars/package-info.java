/** Video detection by exemplars of each place, which can be looked at and edited. */
@NullMarked
package io.xvad.video.detectors.exemplars;

import org.jspecify.annotations.NullMarked;
