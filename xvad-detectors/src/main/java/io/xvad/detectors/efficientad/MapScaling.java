package io.xvad.detectors.efficientad;

import io.xvad.core.XvadModelException;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Scales a map by two quantiles of its values on normal images, which become 0 and 0.1 (Batzner et al., 2024, section 3.4).
 *
 * @param low becomes 0
 * @param high becomes 0.1
 */
record MapScaling(double low, double high) {

    private static final double LOW = 90;
    private static final double HIGH = 99.5;
    private static final double TENTH = 0.1;
    private static final double SMALLEST = 1e-9;

    /** By the quantiles of 0.9 and 0.995 of these values. */
    static MapScaling ofNormal(double[] values) {
        Percentile percentile = new Percentile();
        percentile.setData(values);
        return new MapScaling(percentile.evaluate(LOW), percentile.evaluate(HIGH));
    }

    static MapScaling of(double[] read) {
        if (read.length != 2) {
            throw new XvadModelException("a scaling must have 2 values, has " + read.length);
        }
        return new MapScaling(read[0], read[1]);
    }

    double scaled(double value) {
        return slope() * (value - low);
    }

    /** By how much a scaled value rises with the value. */
    double slope() {
        return TENTH / Math.max(SMALLEST, high - low);
    }
}
