/** Properties of pictures that people can see and that can be measured. */
@NullMarked
package io.xvad.explainers.attribute;

import org.jspecify.annotations.NullMarked;
