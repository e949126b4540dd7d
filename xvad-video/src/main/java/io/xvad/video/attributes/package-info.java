/** Video detection by named attributes of things that move. */
@NullMarked
package io.xvad.video.attributes;

import org.jspecify.annotations.NullMarked;
