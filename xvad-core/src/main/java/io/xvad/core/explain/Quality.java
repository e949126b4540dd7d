package io.xvad.core.explain;

/**
 * One measured figure of how far an explanation can be trusted.
 *
 * @param metric kebab-case name of the metric, for example {@code deletion-auc}
 * @param value its value; NaN where the metric is not defined for this explanation
 * @param higherIsBetter the direction in which it is better
 */
public record Quality(String metric, double value, boolean higherIsBetter) {}
