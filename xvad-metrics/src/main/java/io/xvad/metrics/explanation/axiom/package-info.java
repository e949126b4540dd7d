/** Properties that hold for a sound explanation by definition. */
@NullMarked
package io.xvad.metrics.explanation.axiom;

import org.jspecify.annotations.NullMarked;
