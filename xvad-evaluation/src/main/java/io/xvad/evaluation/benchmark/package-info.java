/**
 * Detectors × data sets × seeds: start with {@link io.xvad.evaluation.benchmark.Benchmark}. What a run found is kept in a file of its own, so
 * that a benchmark that was stopped goes on; figures come with intervals, and detectors are compared on the same images.
 */
@NullMarked
package io.xvad.evaluation.benchmark;

import org.jspecify.annotations.NullMarked;
