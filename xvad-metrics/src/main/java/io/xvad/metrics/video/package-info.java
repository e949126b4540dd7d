/** How well detections in videos fit the truth: by frame, by region, by track and by event. Read this to measure clips. */
@NullMarked
package io.xvad.metrics.video;

import org.jspecify.annotations.NullMarked;
