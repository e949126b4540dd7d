/** The metrics of this library, by name. Read this to list metrics; the figures are in the packages below. */
@NullMarked
package io.xvad.metrics;

import org.jspecify.annotations.NullMarked;
