package io.xvad.evaluation.benchmark;

import io.xvad.metrics.uncertainty.Bootstrap;

/**
 * A run to be done.
 *
 * @param id which it is
 * @param detector what is fitted
 * @param data what it learns from and is tested on
 * @param bootstrap the draws of test images of this data set
 */
record PlannedRun(RunId id, BenchmarkDetector detector, BenchmarkData data, Bootstrap bootstrap) {}
