/**
 * Explainers compared: how faithful, how stable, how close to the truth, how simple and how costly they are. Start with {@link
 * io.xvad.evaluation.bench.ExplainerBench} for images and {@link io.xvad.evaluation.bench.ClipBench} for clips.
 */
@NullMarked
package io.xvad.evaluation.bench;

import org.jspecify.annotations.NullMarked;
