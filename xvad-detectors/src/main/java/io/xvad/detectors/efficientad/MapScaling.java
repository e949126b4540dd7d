package io.xvad.detectors.efficientad;

import io.xvad.training.Trainable;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.nd4j.autodiff.samediff.SDVariable;

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
        return new MapScaling(quantile(values, LOW), quantile(values, HIGH));
    }

    /** A quantile, in percent, between neighbours along a line. */
    static double quantile(double[] values, double percent) {
        return new Percentile(percent)
                .withEstimationType(Percentile.EstimationType.R_7)
                .evaluate(values);
    }

    double scaled(double value) {
        return slope() * (value - low);
    }

    /** By how much a scaled value rises with the value. */
    double slope() {
        return TENTH / Math.max(SMALLEST, high - low);
    }

    /** A map of the graph, scaled by what {@link #into} will set. */
    static SDVariable scaled(Trainable net, String name, SDVariable map) {
        return map.sub(net.kept(lowest(name), 0, 1)).mul(net.kept(slope(name), 1, 1));
    }

    /** Scales a map of the graph from now on. */
    void into(Trainable net, String name) {
        net.keep(lowest(name), new float[] {(float) low});
        net.keep(slope(name), new float[] {(float) slope()});
    }

    private static String lowest(String name) {
        return name + "-low";
    }

    private static String slope(String name) {
        return name + "-slope";
    }
}
