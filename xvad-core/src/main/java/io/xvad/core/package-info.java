/**
 * The domain types: samples, training sets, anomaly maps, regions, detections. Everybody reads this first.
 */
@NullMarked
package io.xvad.core;

import org.jspecify.annotations.NullMarked;
