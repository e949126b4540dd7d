/**
 * For authors of detectors that ask a classifier how confident it is: one that learns a pretext task from normal images
 * without labels, or one that somebody else has trained.
 */
@NullMarked
package io.xvad.detectors.pretext;

import org.jspecify.annotations.NullMarked;
