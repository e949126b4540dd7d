/** Scores, fits and evaluates on Apache Spark, with the same results as on one machine. See docs/spark.md. */
@NullMarked
package io.xvad.spark;

import org.jspecify.annotations.NullMarked;
