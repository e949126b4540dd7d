/** Networks trained from the pixels of normal pictures. */
@NullMarked
package io.xvad.detectors.pictures;

import org.jspecify.annotations.NullMarked;
