/** Textures that training mixes into normal images: those in the jar, made up ones, and a folder's. Shared by DRAEM and EfficientAD. */
@NullMarked
package io.xvad.detectors.textures;

import org.jspecify.annotations.NullMarked;
