/** Masks around what CLIP finds roughly: after ClipSAM. */
@NullMarked
package io.xvad.foundation.clipsam;

import org.jspecify.annotations.NullMarked;
