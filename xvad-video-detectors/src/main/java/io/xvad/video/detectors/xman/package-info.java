/** Interactions of people and objects by a mixture of named factors (after Szymanowicz, Charles and Cipolla 2021). */
@NullMarked
package io.xvad.video.detectors.xman;

import org.jspecify.annotations.NullMarked;
