package io.xvad.metrics.detection;

/**
 * The highest F1 over all distinct scores, {@code 2 TP / (2 TP + FP + FN)}, calling anomalous what lies at or above the
 * threshold.
 *
 * @param f1 in [0, 1], higher is better; NaN without an anomalous item
 * @param threshold the highest threshold that reaches it; NaN likewise
 */
public record BestF1(double f1, double threshold) {}
