/** Images in and out: from files, bytes, streams and AWT. For those who decode images safely or write them. */
@NullMarked
package io.xvad.data.image;

import org.jspecify.annotations.NullMarked;
