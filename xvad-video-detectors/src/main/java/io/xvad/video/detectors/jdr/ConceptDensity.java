package io.xvad.video.detectors.jdr;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * A Gaussian kernel density estimate in one dimension, {@code p(x) = 1/(n h) sum phi((x - x_i) / h)}. On a circle the difference of two angles is taken the shorter
 * way round, which is exact up to the tails of kernels that are narrow beside the circle. Immutable and thread-safe.
 *
 * @param values x_i, at least one; not copied
 * @param bandwidth h, above 0
 * @param circular whether values are angles in radians
 */
record ConceptDensity(double[] values, double bandwidth, boolean circular) {

    private static final double SILVERMAN = 0.9;
    private static final double QUARTILES = 1.34;

    /**
     * With Silverman's bandwidth, {@code 0.9 min(s, IQR / 1.34) n^(-1/5)} ("Density Estimation for Statistics and Data Analysis" 1986, equation 3.31), or that of the standard
     * deviation s alone where half of the values are one.
     *
     * @param least what the bandwidth is at least
     */
    static ConceptDensity of(double[] values, double least, boolean circular) {
        double deviation = circular ? circularDeviation(values) : new StandardDeviation().evaluate(values);
        Percentile percentile = new Percentile();
        percentile.setData(values);
        double quartiles = circular ? 0 : (percentile.evaluate(75) - percentile.evaluate(25)) / QUARTILES;
        double spread = quartiles > 0 ? Math.min(deviation, quartiles) : deviation;
        return new ConceptDensity(
                values, Math.max(least, SILVERMAN * spread * Math.pow(values.length, -0.2)), circular);
    }

    /** {@code sqrt(-2 ln R)} of the mean resultant length R, at most that of angles spread over a whole turn. */
    private static double circularDeviation(double[] angles) {
        double right = Arrays.stream(angles).map(Math::cos).average().orElse(1);
        double down = Arrays.stream(angles).map(Math::sin).average().orElse(0);
        double length = Math.min(1, Math.hypot(right, down));
        return Math.min(Math.PI / Math.sqrt(3), Math.sqrt(-2 * Math.log(length)));
    }

    /** The logarithm of the density. */
    double logDensity(double value) {
        return logDensity(value, -1);
    }

    /** The same by all values but one, if there is another. */
    double logDensityWithout(int index) {
        return logDensity(values[index], values.length > 1 ? index : -1);
    }

    private double logDensity(double value, int without) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            nearest = i == without ? nearest : Math.min(nearest, squared(value, i));
        }
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += i == without ? 0 : Math.exp((nearest - squared(value, i)) / 2);
        }
        int count = without < 0 ? values.length : values.length - 1;
        return Math.log(sum) - nearest / 2 - Math.log(count * bandwidth * Math.sqrt(2 * Math.PI));
    }

    private double squared(double value, int index) {
        double difference = value - values[index];
        double shorter = circular ? Math.IEEEremainder(difference, 2 * Math.PI) : difference;
        return shorter * shorter / (bandwidth * bandwidth);
    }
}
