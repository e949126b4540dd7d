/** Numbered regions of an image, drawn for a model and painted with what it says of them. */
@NullMarked
package io.xvad.language.region;

import org.jspecify.annotations.NullMarked;
