/** Video anomaly detection by the attributes of objects (after Reiss and Hoshen 2022): speed, heading, stay, size, place and more. */
@NullMarked
package io.xvad.video.detectors.attributes;

import org.jspecify.annotations.NullMarked;
