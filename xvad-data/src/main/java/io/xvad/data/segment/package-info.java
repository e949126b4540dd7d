/** Cutting an image into regions without a network. */
@NullMarked
package io.xvad.data.segment;

import org.jspecify.annotations.NullMarked;
