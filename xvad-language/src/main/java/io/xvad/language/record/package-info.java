/** Answers of a model, recorded under their questions and replayed. */
@NullMarked
package io.xvad.language.record;

import org.jspecify.annotations.NullMarked;
