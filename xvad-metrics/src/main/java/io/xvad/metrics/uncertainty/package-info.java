/** How certain a figure is, and whether two differ. Read this to put intervals beside figures. */
@NullMarked
package io.xvad.metrics.uncertainty;

import org.jspecify.annotations.NullMarked;
