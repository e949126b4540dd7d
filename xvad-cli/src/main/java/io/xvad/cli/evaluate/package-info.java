/** A fitted detector measured on a labelled data set. */
@NullMarked
package io.xvad.cli.evaluate;

import org.jspecify.annotations.NullMarked;
