/** Data sets of normal and anomalous images. Read this to train and measure on a folder. */
@NullMarked
package io.xvad.data.dataset;

import org.jspecify.annotations.NullMarked;
