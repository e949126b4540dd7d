/** How rare what is seen at a place is among normal images. For calibrated detectors that give maps. */
@NullMarked
package io.xvad.explainers.pvalue;

import org.jspecify.annotations.NullMarked;
