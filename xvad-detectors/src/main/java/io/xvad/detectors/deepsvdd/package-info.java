/** One-class networks trained from pixels: normal pictures are mapped close together. */
@NullMarked
package io.xvad.detectors.deepsvdd;

import org.jspecify.annotations.NullMarked;
