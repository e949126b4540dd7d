/** Whether what a saliency map points at drives the score. Read this to test a map by removing what it marks. */
@NullMarked
package io.xvad.metrics.explanation.faithfulness;

import org.jspecify.annotations.NullMarked;
