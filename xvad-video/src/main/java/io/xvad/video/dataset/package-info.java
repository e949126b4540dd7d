/**
 * Data sets of videos: normal ones to learn from, and others of which it is known what is anomalous in them, when and where.
 * Read this to train and measure on the published data sets or on a folder of one's own.
 */
@NullMarked
package io.xvad.video.dataset;

import org.jspecify.annotations.NullMarked;
