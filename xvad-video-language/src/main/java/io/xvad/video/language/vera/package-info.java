/** Questions that guide a model, learned by two models in dialogue (VERA, Ye et al. 2025). */
@NullMarked
package io.xvad.video.language.vera;

import org.jspecify.annotations.NullMarked;
