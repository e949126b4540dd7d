/** ALAD (Zenati et al., 2018), for readers of that method: provider, encoder, the three discriminators, and their losses. */
@NullMarked
package io.xvad.generative.alad;

import org.jspecify.annotations.NullMarked;
