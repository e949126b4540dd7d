/** MVFA (Huang et al. 2024). */
@NullMarked
package io.xvad.foundation.mvfa;

import org.jspecify.annotations.NullMarked;
