/** How far an explanation can be trusted. Read this to measure an explainer of your own. */
@NullMarked
package io.xvad.explainers.quality;

import org.jspecify.annotations.NullMarked;
