/** Videos frame by frame, as they come. For those who watch cameras, and for those who write a detector of clips. */
@NullMarked
package io.xvad.core.stream;

import org.jspecify.annotations.NullMarked;
