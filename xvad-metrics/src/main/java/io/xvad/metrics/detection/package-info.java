/** How well scores tell anomalous from normal. Read this to measure a detector on labelled samples. */
@NullMarked
package io.xvad.metrics.detection;

import org.jspecify.annotations.NullMarked;
