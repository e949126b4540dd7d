package io.xvad.metrics.uncertainty;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * A share of items, with Wilson's score interval (Wilson 1927), which says something sensible for few items and for shares of 0
 * and 1 too. Immutable.
 *
 * @param count items of which it is true, from 0 to {@code items}
 * @param items all items, at least 0
 * @param independent how many items tell something new, from 0 to {@code items}: several made of one image count as one
 */
public record Proportion(int count, int items, int independent) {

    public Proportion {
        if (count < 0 || count > items || independent < 0 || independent > items) {
            throw new IllegalArgumentException("a proportion needs 0 <= count, independent <= items, got count=" + count
                    + " independent=" + independent + " items=" + items);
        }
    }

    /** A share of independent items. */
    public static Proportion of(int count, int items) {
        return new Proportion(count, items, items);
    }

    /** The share, in [0, 1]; NaN without an item. */
    public double share() {
        return items == 0 ? Double.NaN : count / (double) items;
    }

    /**
     * The interval of the share, as wide as the number of independent items makes it; NaN at both ends without one.
     *
     * @param level confidence level, in (0, 1)
     */
    public Bootstrap.Interval interval(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must be in (0, 1), got " + level);
        }
        if (independent == 0 || items == 0) {
            return new Bootstrap.Interval(Double.NaN, Double.NaN, 1);
        }
        double z = new NormalDistribution().inverseCumulativeProbability((1 + level) / 2);
        double n = independent;
        double share = share();
        double scale = 1 + z * z / n;
        double middle = (share + z * z / (2 * n)) / scale;
        double half = z / scale * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n));
        return new Bootstrap.Interval(Math.max(0, middle - half), Math.min(1, middle + half), 0);
    }
}
