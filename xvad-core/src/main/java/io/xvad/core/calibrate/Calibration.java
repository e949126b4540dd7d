package io.xvad.core.calibrate;

import io.xvad.core.Decision;
import io.xvad.core.Verdict;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Turns a raw score into a verdict. Three rules, each from scores that were not used to fit the detector and are not
 * used to test it. Immutable and thread-safe.
 */
public final class Calibration {

    /** How the threshold was found. */
    public enum Rule {
        /** Split-conformal p-values of held-out normal scores. */
        CONFORMAL,
        /** A quantile of held-out normal scores. */
        QUANTILE,
        /** The threshold of highest F1 on labelled scores. */
        BEST_F1
    }

    private final Rule rule;
    private final double threshold;
    private final double level;
    private final double[] normalScores;

    private Calibration(Rule rule, double threshold, double level, double[] normalScores) {
        this.rule = rule;
        this.threshold = threshold;
        this.level = level;
        this.normalScores = normalScores;
    }

    /**
     * Split-conformal calibration (Vovk, Gammerman and Shafer 2005; Bates et al., 2023): the p-value of a score {@code s}
     * is {@code (1 + #{normal scores >= s}) / (n + 1)}, and a sample is anomalous when its p-value is at most
     * {@code falseAlarmRate}. If normal samples are exchangeable, at most that share of them is called anomalous, on
     * average over calibration sets, however small {@code n} is. With {@code n + 1 < 1 / falseAlarmRate} no p-value can
     * be that small and the threshold is positive infinity.
     *
     * @param normalScores finite scores of held-out normal samples, at least one
     * @param falseAlarmRate in (0, 1)
     * @throws IllegalArgumentException if there are none, one is not finite, or the rate is out of range
     */
    public static Calibration conformal(double[] normalScores, double falseAlarmRate) {
        double[] sorted = sorted(normalScores);
        requireRate(falseAlarmRate);
        return new Calibration(Rule.CONFORMAL, conformalThreshold(sorted, falseAlarmRate), falseAlarmRate, sorted);
    }

    /**
     * Calls anomalous what lies strictly above a quantile of held-out normal scores (linear interpolation between order
     * statistics, type 7 of Hyndman and Fan 1996, as numpy's default).
     *
     * @param quantile in (0, 1)
     * @throws IllegalArgumentException as {@link #conformal}
     */
    public static Calibration quantile(double[] normalScores, double quantile) {
        double[] sorted = sorted(normalScores);
        requireRate(quantile);
        double position = quantile * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(sorted.length - 1, below + 1);
        double threshold = sorted[below] + (position - below) * (sorted[above] - sorted[below]);
        return new Calibration(Rule.QUANTILE, threshold, quantile, sorted);
    }

    /**
     * The threshold with the highest F1 on labelled scores that are used for nothing else; the middle between the two
     * neighbouring scores is taken. P-values come from the normal scores among them.
     *
     * @param scores finite scores
     * @param anomalous whether each sample is anomalous; at least one is and at least one is not
     * @throws IllegalArgumentException if one class is missing, the lengths differ or a score is not finite
     */
    public static Calibration bestF1(double[] scores, boolean[] anomalous) {
        BestF1 best = BestF1.of(scores, anomalous);
        return new Calibration(Rule.BEST_F1, best.threshold(), best.f1(), best.sortedNormals());
    }

    /**
     * A calibration as it was saved.
     *
     * @throws IllegalArgumentException if the values cannot have come from a calibration
     */
    public static Calibration restore(Rule rule, double threshold, double level, double[] normalScores) {
        if (Double.isNaN(threshold) || Double.isNaN(level)) {
            throw new IllegalArgumentException("threshold and level must not be NaN");
        }
        return new Calibration(rule, threshold, level, sorted(normalScores));
    }

    /** The smallest false-alarm rate, not below {@code wanted}, that {@code n} held-out samples can promise. */
    public static double attainableRate(int n, double wanted) {
        return Math.max(wanted, 1.0 / (n + 1));
    }

    /**
     * The threshold above which a value has a conformal p-value of at most {@code rate}.
     *
     * @param sorted values of held-out normal samples, ascending
     */
    static double conformalThreshold(double[] sorted, double rate) {
        int n = sorted.length;
        int allowed = (int) Math.floor(rate * (n + 1) * (1 + 1e-12)) - 1;
        return allowed < 0 ? Double.POSITIVE_INFINITY : sorted[n - 1 - Math.min(allowed, n - 1)];
    }

    private static double[] sorted(double[] scores) {
        if (scores.length == 0) {
            throw new IllegalArgumentException("calibration needs at least one held-out normal score, got none");
        }
        for (double score : scores) {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("calibration scores must be finite, got " + score);
            }
        }
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static void requireRate(double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("calibration level must be in (0, 1), got " + rate);
        }
    }

    /** The verdict on a raw score: anomalous if and only if it lies strictly above the threshold. */
    public Verdict judge(double score) {
        Decision decision = score > threshold ? Decision.ANOMALOUS : Decision.NORMAL;
        return new Verdict(decision, OptionalDouble.of(pValue(score)), OptionalDouble.of(threshold));
    }

    /** The share of normal scores at least this high, counting the sample itself; in (0, 1]. */
    public double pValue(double score) {
        return (1.0 + normalScores.length - below(normalScores, score)) / (normalScores.length + 1.0);
    }

    /**
     * The number of values below a limit.
     *
     * @param sorted ascending
     */
    static int below(double[] sorted, double limit) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] >= limit) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** How the threshold was found. */
    public Rule rule() {
        return rule;
    }

    /** Scores strictly above it are anomalous. */
    public double threshold() {
        return threshold;
    }

    /** False-alarm rate, quantile, or F1 reached, depending on the rule. */
    public double level() {
        return level;
    }

    /** A copy of the normal scores, ascending. */
    public double[] normalScores() {
        return normalScores.clone();
    }
}
