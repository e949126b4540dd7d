/** Models whose learned weights are replaced by random ones, to see whether an explanation depends on them. */
@NullMarked
package io.xvad.evaluation.randomised;

import org.jspecify.annotations.NullMarked;
