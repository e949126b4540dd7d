/** Localisation as questions about numbered regions (Zhang et al. 2023). */
@NullMarked
package io.xvad.language.gpt4vad;

import org.jspecify.annotations.NullMarked;
