/** Explainers side by side: how faithful, how stable, how close to the truth, how simple and how costly. */
@NullMarked
package io.xvad.evaluation.bench;

import org.jspecify.annotations.NullMarked;
