/** CAVGA (Venkataramanan et al. 2020). */
@NullMarked
package io.xvad.detectors.cavga;

import org.jspecify.annotations.NullMarked;
