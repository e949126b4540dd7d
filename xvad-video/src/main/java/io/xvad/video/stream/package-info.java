/**
 * Building blocks of detectors of clips: scorers of windows, smoothing, and a fitted detector that is made of a model. For those who write
 * one.
 */
@NullMarked
package io.xvad.video.stream;

import org.jspecify.annotations.NullMarked;
