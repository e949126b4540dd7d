/** Resizing, cropping, normalising and blurring, as torchvision and scipy do it. Read this to feed a network. */
@NullMarked
package io.xvad.data.preprocess;

import org.jspecify.annotations.NullMarked;
