/**
 * FastFlow (Yu et al., 2021): a flow of whole feature maps. Read {@link io.xvad.generative.fastflow.FastFlow} for its options and {@code
 * FastFlowNetwork} for its loss and score.
 */
@NullMarked
package io.xvad.generative.fastflow;

import org.jspecify.annotations.NullMarked;
