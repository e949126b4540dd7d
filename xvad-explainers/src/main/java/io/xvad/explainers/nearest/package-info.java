/** The normal training patches nearest to an anomalous region. For those whose detector has a memory bank. */
@NullMarked
package io.xvad.explainers.nearest;

import org.jspecify.annotations.NullMarked;
