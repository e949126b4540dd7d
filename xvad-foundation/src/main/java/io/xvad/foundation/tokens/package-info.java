/** What a transformer says of an image, patch by patch: vectors, maps of them, and memories of normal ones. */
@NullMarked
package io.xvad.foundation.tokens;

import org.jspecify.annotations.NullMarked;
