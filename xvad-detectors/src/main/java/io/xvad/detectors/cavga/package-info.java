/** CAVGA (Venkataramanan et al., 2020), for readers of that method: provider, network with its losses, and its adversary. */
@NullMarked
package io.xvad.detectors.cavga;

import org.jspecify.annotations.NullMarked;
