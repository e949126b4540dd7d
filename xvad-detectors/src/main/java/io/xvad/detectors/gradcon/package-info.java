/**
 * GradCon (Kwon et al., 2020), for readers of that method: provider, network, and the alignment of gradients that constrains
 * its training and is part of its score.
 */
@NullMarked
package io.xvad.detectors.gradcon;

import org.jspecify.annotations.NullMarked;
