/** Several explainers at once: what they agree on, and which of them is best. For those who do not want to choose one. */
@NullMarked
package io.xvad.explainers.combine;

import org.jspecify.annotations.NullMarked;
