/** Cuts images into regions: by phrases, by prompts of points and boxes, and by colour. */
@NullMarked
package io.xvad.foundation.segment;

import org.jspecify.annotations.NullMarked;
