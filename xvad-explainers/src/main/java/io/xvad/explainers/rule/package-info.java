/** Explains by the rules that a sample breaks. */
@NullMarked
package io.xvad.explainers.rule;

import org.jspecify.annotations.NullMarked;
