/**
 * Explanations: the service, the evidence it gives and its JSON form. For those who show explanations, and for those who write an explainer.
 */
@NullMarked
package io.xvad.core.explain;

import org.jspecify.annotations.NullMarked;
