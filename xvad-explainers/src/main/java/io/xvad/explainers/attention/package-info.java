/** Shows the attention map of a detector that has one. For those whose detector attends. */
@NullMarked
package io.xvad.explainers.attention;

import org.jspecify.annotations.NullMarked;
