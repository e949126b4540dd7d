/** What would have been normal: residuals, counterfactuals, attention and deviating features. */
@NullMarked
package io.xvad.explainers.normal;

import org.jspecify.annotations.NullMarked;
