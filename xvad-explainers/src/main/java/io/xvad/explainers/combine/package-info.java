/** Several explainers at once: what they agree on, and which of them is best. */
@NullMarked
package io.xvad.explainers.combine;

import org.jspecify.annotations.NullMarked;
