/** Frozen feature extractors and the engines that run them. Read this to bring a backbone of your own. */
@NullMarked
package io.xvad.detectors.backbone;

import org.jspecify.annotations.NullMarked;
