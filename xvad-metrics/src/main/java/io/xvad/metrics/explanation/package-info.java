/** How far an explanation can be trusted. Read this to measure a saliency map or an explainer. */
@NullMarked
package io.xvad.metrics.explanation;

import org.jspecify.annotations.NullMarked;
