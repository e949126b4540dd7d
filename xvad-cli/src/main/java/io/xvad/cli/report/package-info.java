/** The HTML pages. */
@NullMarked
package io.xvad.cli.report;

import org.jspecify.annotations.NullMarked;
