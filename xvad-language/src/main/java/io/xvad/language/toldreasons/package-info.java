/** The reasons that a language model gave, each with how it was checked. */
@NullMarked
package io.xvad.language.toldreasons;

import org.jspecify.annotations.NullMarked;
