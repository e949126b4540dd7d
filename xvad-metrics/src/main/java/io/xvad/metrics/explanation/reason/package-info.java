/** Whether a reason is right, and what was put in place of a defect. Read this to measure what explanations say. */
@NullMarked
package io.xvad.metrics.explanation.reason;

import org.jspecify.annotations.NullMarked;
