/** Sentences: how they become tokens and vectors, and how ensembles of them stand for normal and anomalous. */
@NullMarked
package io.xvad.foundation.text;

import org.jspecify.annotations.NullMarked;
