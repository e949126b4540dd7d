package io.xvad.evaluation.drift;

import java.util.Arrays;

/**
 * Shiryaev-Roberts statistics of conformal p-values, after Vovk (2021, "Testing randomness online"), mixed over six betting
 * functions: the beta densities (0.2, 1), (0.5, 1) and (1, 2), which bet on low p-values, and their mirror images. For each
 * density {@code f}, {@code R_n = f(p_n) (R_(n-1) + 1/6)}; the statistic is their sum: what bets of 1 made before each p-value have become. If
 * the p-values are independent and uniform, its mean after {@code n} of them is {@code n} and it less {@code n} is a martingale, so that it reaches a limit {@code c}
 * within {@code n} p-values with a probability of at most {@code n / c} (Doob). Not thread-safe.
 */
final class ShiryaevRoberts {

    private static final double STRONG = 0.2;
    private static final double MEDIUM = 0.5;
    private static final int BETS = 6;

    private final double[] statistics;
    private final double[] cumulative;
    private final long[] since;

    /** A statistic before the first p-value. */
    ShiryaevRoberts() {
        this(new double[BETS], new double[BETS], new long[BETS]);
    }

    /**
     * As it was saved: what {@link #statistics}, {@link #cumulative} and {@link #since} gave.
     *
     * @throws IllegalArgumentException if there are not as many values
     */
    ShiryaevRoberts(double[] statistics, double[] cumulative, long[] since) {
        if (statistics.length != BETS || cumulative.length != BETS || since.length != BETS) {
            throw new IllegalArgumentException(BETS + " statistics are needed, got " + statistics.length);
        }
        this.statistics = statistics.clone();
        this.cumulative = cumulative.clone();
        this.since = since.clone();
    }

    /**
     * Takes the next p-value.
     *
     * @param p in (0, 1)
     * @param number of the image, counted from 1
     */
    void accept(double p, long number) {
        for (int bet = 0; bet < BETS; bet++) {
            double factor = factor(bet, p);
            statistics[bet] = factor * (statistics[bet] + 1.0 / BETS);
            if (cumulative[bet] <= 1) {
                cumulative[bet] = 1;
                since[bet] = number;
            }
            cumulative[bet] *= factor;
        }
    }

    private static double factor(int bet, double p) {
        double low = bet % 2 == 0 ? p : 1 - p;
        return switch (bet / 2) {
            case 0 -> STRONG * Math.pow(low, STRONG - 1);
            case 1 -> MEDIUM * Math.pow(low, MEDIUM - 1);
            default -> 2 * (1 - low);
        };
    }

    /** The statistic, at least 0. */
    double value() {
        return Arrays.stream(statistics).sum();
    }

    /** The number of the image at which the best bet would have begun: an estimate of when the change came. */
    long start() {
        int best = 0;
        for (int bet = 1; bet < BETS; bet++) {
            best = cumulative[bet] > cumulative[best] ? bet : best;
        }
        return since[best];
    }

    double[] statistics() {
        return statistics.clone();
    }

    /** The largest product of factors up to now, by bet. */
    double[] cumulative() {
        return cumulative.clone();
    }

    /** Where that product begins, by bet. */
    long[] since() {
        return since.clone();
    }
}
