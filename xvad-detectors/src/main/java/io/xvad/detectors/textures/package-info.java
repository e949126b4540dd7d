/** The texture images in the jar, which training mixes into normal images. Shared by DRAEM and EfficientAD. */
@NullMarked
package io.xvad.detectors.textures;

import org.jspecify.annotations.NullMarked;
