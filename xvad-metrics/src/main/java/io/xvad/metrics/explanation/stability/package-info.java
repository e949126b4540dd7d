/** Whether an explanation stays as it is while nothing that matters changes. */
@NullMarked
package io.xvad.metrics.explanation.stability;

import org.jspecify.annotations.NullMarked;
