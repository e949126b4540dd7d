/** Comparisons of explainers as text, JSON and pages. */
@NullMarked
package io.xvad.cli.compare;

import org.jspecify.annotations.NullMarked;
