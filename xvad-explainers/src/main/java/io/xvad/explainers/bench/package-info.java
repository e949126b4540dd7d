/** Explainers side by side: how faithful, how stable, how close to the truth, how simple and how costly. */
@NullMarked
package io.xvad.explainers.bench;

import org.jspecify.annotations.NullMarked;
