/**
 * CFLOW-AD (Gudovskiy et al., 2022): a flow of the features of a place that knows where the place is. Read {@link
 * io.xvad.generative.cflow.Cflow} for its options and {@code CflowNetwork} for its loss and score.
 */
@NullMarked
package io.xvad.generative.cflow;

import org.jspecify.annotations.NullMarked;
