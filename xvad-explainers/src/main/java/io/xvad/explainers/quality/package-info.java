/** How far an explanation can be trusted: faithfulness, stability and sparseness. For those who measure an explainer of their own. */
@NullMarked
package io.xvad.explainers.quality;

import org.jspecify.annotations.NullMarked;
