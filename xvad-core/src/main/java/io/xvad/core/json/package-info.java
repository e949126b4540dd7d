/** JSON plumbing of this module; not exported. */
@NullMarked
package io.xvad.core.json;

import org.jspecify.annotations.NullMarked;
