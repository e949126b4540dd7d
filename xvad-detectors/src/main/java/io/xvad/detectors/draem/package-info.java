/** DRAEM: a reconstruction and a network that tells from it where the picture is anomalous. */
@NullMarked
package io.xvad.detectors.draem;

import org.jspecify.annotations.NullMarked;
