/** An adapter to Myriad, served by somebody else (Li et al. 2023). */
@NullMarked
package io.xvad.language.myriad;

import org.jspecify.annotations.NullMarked;
