/** ODIN (Liang, Li and Srikant 2018) on a pretext task. */
@NullMarked
package io.xvad.detectors.odin;

import org.jspecify.annotations.NullMarked;
