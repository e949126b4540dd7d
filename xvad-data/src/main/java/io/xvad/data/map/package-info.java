/** Anomaly maps and ground-truth masks as files. Read this to exchange maps with other tools. */
@NullMarked
package io.xvad.data.map;

import org.jspecify.annotations.NullMarked;
