/** ODIN (Liang et al., 2018), for readers of that method: provider, network, and its confidence in a classifier of the user's. */
@NullMarked
package io.xvad.detectors.odin;

import org.jspecify.annotations.NullMarked;
