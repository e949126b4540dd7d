/** Scores of a language model for summaries of captions, without training (LAVAD, Zanella et al. 2024). */
@NullMarked
package io.xvad.video.language.lavad;

import org.jspecify.annotations.NullMarked;
