/** Regions that look unlike normal ones, recounted by their concepts (after Hinami, Mei and Satoh 2017). */
@NullMarked
package io.xvad.video.detectors.jdr;

import org.jspecify.annotations.NullMarked;
