package io.xvad.evaluation.versions;

import io.xvad.metrics.uncertainty.PairedComparison;

/**
 * A figure of two models on the same images.
 *
 * @param key its name in JSON, such as {@code imageAuroc}
 * @param name such as {@code image AUROC}
 * @param first of the first
 * @param second of the second
 * @param difference of the second less the first, with interval and p-value
 */
public record ComparedFigure(String key, String name, double first, double second, PairedComparison difference) {}
