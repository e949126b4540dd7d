/** Whether a saliency map points at what people marked as anomalous. */
@NullMarked
package io.xvad.metrics.explanation.agreement;

import org.jspecify.annotations.NullMarked;
