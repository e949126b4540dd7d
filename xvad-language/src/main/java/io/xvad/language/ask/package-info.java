/** One question to a model: a prompt, images, and an answer of a fixed form. */
@NullMarked
package io.xvad.language.ask;

import org.jspecify.annotations.NullMarked;
