/** Whether a verdict depends on what it should not, such as how people look. */
@NullMarked
package io.xvad.evaluation.bias;

import org.jspecify.annotations.NullMarked;
