/** GradCon (Kwon et al. 2020). */
@NullMarked
package io.xvad.detectors.gradcon;

import org.jspecify.annotations.NullMarked;
