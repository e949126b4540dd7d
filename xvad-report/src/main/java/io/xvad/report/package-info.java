/** The HTML pages. */
@NullMarked
package io.xvad.report;

import org.jspecify.annotations.NullMarked;
