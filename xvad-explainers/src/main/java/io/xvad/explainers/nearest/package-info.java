/** The normal training patches nearest to what is anomalous. */
@NullMarked
package io.xvad.explainers.nearest;

import org.jspecify.annotations.NullMarked;
