/** Pictures in and out. Read this to decode images safely or to write them. */
@NullMarked
package io.xvad.data.image;

import org.jspecify.annotations.NullMarked;
