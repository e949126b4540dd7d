/** How well anomaly maps show where. Read this to measure maps against ground-truth masks. */
@NullMarked
package io.xvad.metrics.localisation;

import org.jspecify.annotations.NullMarked;
