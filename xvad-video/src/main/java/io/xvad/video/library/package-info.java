/** The native libraries that read, write and compare frames. For the packages beside it. */
@NullMarked
package io.xvad.video.library;

import org.jspecify.annotations.NullMarked;
