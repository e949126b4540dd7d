/** A prompting study of a vision language model (Cao et al. 2023). */
@NullMarked
package io.xvad.language.gpt4v;

import org.jspecify.annotations.NullMarked;
