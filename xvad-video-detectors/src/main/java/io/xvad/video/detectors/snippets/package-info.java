/**
 * What detectors share that learn from labels of whole videos: snippets of 16 frames and their features, bags of snippets, and the losses
 * of multiple-instance learning.
 */
@NullMarked
package io.xvad.video.detectors.snippets;

import org.jspecify.annotations.NullMarked;
