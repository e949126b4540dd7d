/** Patches, instances and composition of parts (Zhang et al. 2025). */
@NullMarked
package io.xvad.foundation.logsad;

import org.jspecify.annotations.NullMarked;
