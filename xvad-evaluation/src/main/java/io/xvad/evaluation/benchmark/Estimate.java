package io.xvad.evaluation.benchmark;

import io.xvad.metrics.uncertainty.Bootstrap;

/**
 * A figure over several runs. Not-a-number where it is not defined.
 *
 * @param mean over data sets of the mean over seeds
 * @param interval of the mean over draws of test images; for these data sets and seeds, not for others. NaN at both ends for a cost
 * @param overSeeds standard deviation over seeds of the mean over data sets; NaN with one seed
 * @param overData standard deviation over data sets of the mean over seeds; NaN with one data set
 * @param dataSets number of data sets in it
 */
public record Estimate(double mean, Bootstrap.Interval interval, double overSeeds, double overData, int dataSets) {}
