/** What models of the likelihood of grey images share: their levels. */
@NullMarked
package io.xvad.generative.likelihood;

import org.jspecify.annotations.NullMarked;
