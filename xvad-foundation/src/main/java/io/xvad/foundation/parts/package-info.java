/** Parts of an image, how they are matched, joined and counted, and the rules they must keep. */
@NullMarked
package io.xvad.foundation.parts;

import org.jspecify.annotations.NullMarked;
