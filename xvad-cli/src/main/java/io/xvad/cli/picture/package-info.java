/** Heatmaps and outlines drawn over images. */
@NullMarked
package io.xvad.cli.picture;

import org.jspecify.annotations.NullMarked;
