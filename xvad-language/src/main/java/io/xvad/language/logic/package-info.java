/** Facts, specifications and an exact check of one against the other. */
@NullMarked
package io.xvad.language.logic;

import org.jspecify.annotations.NullMarked;
