/** Vectors of texts, images and clips in one space. */
@NullMarked
package io.xvad.video.language.embed;

import org.jspecify.annotations.NullMarked;
