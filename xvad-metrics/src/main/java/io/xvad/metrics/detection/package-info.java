/** How well scores tell anomalous from normal. Read this for AUROC, AP, F1 and their kin. */
@NullMarked
package io.xvad.metrics.detection;

import org.jspecify.annotations.NullMarked;
