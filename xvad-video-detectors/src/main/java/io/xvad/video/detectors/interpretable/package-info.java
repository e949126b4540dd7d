/** Separate monitors of objects and of interactions with sequential alarms (after Doshi and Yilmaz 2023). */
@NullMarked
package io.xvad.video.detectors.interpretable;

import org.jspecify.annotations.NullMarked;
