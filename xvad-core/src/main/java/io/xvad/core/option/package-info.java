/**
 * Typed options with defaults, ranges and help. For those who write a detector or an explainer.
 */
@NullMarked
package io.xvad.core.option;

import org.jspecify.annotations.NullMarked;
