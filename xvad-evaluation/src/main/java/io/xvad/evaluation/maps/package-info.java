/** Anomaly maps made by any tool, read from files and measured against masks. */
@NullMarked
package io.xvad.evaluation.maps;

import org.jspecify.annotations.NullMarked;
