package io.xvad.metrics;

/**
 * A metric by name.
 *
 * @param name kebab-case name
 * @param className the class that measures it
 * @param description what it measures, in one line
 * @param range its values, in words
 * @param higherIsBetter the direction in which it is better
 * @param source the paper or library that defines it
 */
public record MetricInfo(
        String name, String className, String description, String range, boolean higherIsBetter, String source) {}
