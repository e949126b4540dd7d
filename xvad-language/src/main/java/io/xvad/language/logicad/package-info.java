/** Descriptions turned into facts, which an exact reasoner holds against a specification (Jin et al. 2025). */
@NullMarked
package io.xvad.language.logicad;

import org.jspecify.annotations.NullMarked;
