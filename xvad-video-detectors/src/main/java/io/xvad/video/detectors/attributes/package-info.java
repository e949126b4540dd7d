/** Video detection by named attributes of things that move. */
@NullMarked
package io.xvad.video.detectors.attributes;

import org.jspecify.annotations.NullMarked;
