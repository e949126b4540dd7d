/** Scores, fits and evaluates on Apache Spark, with the same results as on one machine. See docs/spark.md, and why it is so in docs/adr/0051-fits-in-parts.md. */
@NullMarked
package io.xvad.spark;

import org.jspecify.annotations.NullMarked;
