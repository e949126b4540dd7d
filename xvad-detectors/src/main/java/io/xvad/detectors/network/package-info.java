/** Networks trained from the pixels of normal pictures. */
@NullMarked
package io.xvad.detectors.network;

import org.jspecify.annotations.NullMarked;
