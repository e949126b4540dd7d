/** A fitted detector measured on a labelled data set. */
@NullMarked
package io.xvad.evaluation;

import org.jspecify.annotations.NullMarked;
