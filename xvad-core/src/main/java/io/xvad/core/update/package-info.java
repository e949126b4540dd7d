/** Changes of fitted models: learning more normal samples without starting again, and forgetting samples. */
@NullMarked
package io.xvad.core.update;

import org.jspecify.annotations.NullMarked;
