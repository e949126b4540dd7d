/**
 * Capabilities: what an explainer may ask of a fitted detector. For those who write an explainer, or a detector that has more to tell than a score.
 */
@NullMarked
package io.xvad.core.capability;

import org.jspecify.annotations.NullMarked;
