/** Motion between two frames. */
@NullMarked
package io.xvad.video.flow;

import org.jspecify.annotations.NullMarked;
