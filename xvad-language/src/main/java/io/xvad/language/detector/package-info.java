/** What detectors that ask a language model have in common: their options, and how they are fitted, saved and loaded. */
@NullMarked
package io.xvad.language.detector;

import org.jspecify.annotations.NullMarked;
