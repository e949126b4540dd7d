/** JSON plumbing of this module; not exported. */
@NullMarked
package io.xvad.core.internal;

import org.jspecify.annotations.NullMarked;
