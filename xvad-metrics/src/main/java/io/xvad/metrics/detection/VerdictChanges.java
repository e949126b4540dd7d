package io.xvad.metrics.detection;

import io.xvad.metrics.uncertainty.Proportion;
import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;

/**
 * How often a verdict changes between two versions of a sample that should be judged alike, such as a scene with people of one look and of another. Immutable.
 *
 * @param bothAnomalous pairs of which both are called anomalous
 * @param firstOnly pairs of which only the first is
 * @param secondOnly pairs of which only the second is
 * @param bothNormal pairs of which neither is
 * @param independent how many pairs tell something new: several made of one image count as one
 */
public record VerdictChanges(int bothAnomalous, int firstOnly, int secondOnly, int bothNormal, int independent) {

    private static final double HALF = 0.5;

    public VerdictChanges {
        if (bothAnomalous < 0 || firstOnly < 0 || secondOnly < 0 || bothNormal < 0) {
            throw new IllegalArgumentException("counts must be at least 0");
        }
    }

    /**
     * Counts pairs.
     *
     * @param first whether the first of each pair is called anomalous
     * @param second the same of the second
     * @param independent how many pairs tell something new, at most all
     */
    public static VerdictChanges of(boolean[] first, boolean[] second, int independent) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "needs as many first as second verdicts, got " + first.length + " and " + second.length);
        }
        int[] counts = new int[4];
        for (int i = 0; i < first.length; i++) {
            counts[(first[i] ? 0 : 2) + (second[i] ? 0 : 1)]++;
        }
        return new VerdictChanges(counts[0], counts[1], counts[2], counts[3], independent);
    }

    /** All pairs. */
    public int pairs() {
        return bothAnomalous + firstOnly + secondOnly + bothNormal;
    }

    /** The share of pairs whose verdict changes. */
    public Proportion changed() {
        return new Proportion(firstOnly + secondOnly, pairs(), independent);
    }

    /** The share of pairs of which the first is called anomalous. */
    public Proportion first() {
        return new Proportion(bothAnomalous + firstOnly, pairs(), independent);
    }

    /** The share of pairs of which the second is called anomalous. */
    public Proportion second() {
        return new Proportion(bothAnomalous + secondOnly, pairs(), independent);
    }

    /**
     * The p-value of changes that go one way as often as these or oftener, if both ways were as likely: the exact test of McNemar (1947), two-sided; 1 if no verdict changes. It holds for independent pairs.
     */
    public double oneSidedness() {
        int changes = firstOnly + secondOnly;
        double oneWay = new BinomialTest()
                .binomialTest(changes, Math.min(firstOnly, secondOnly), HALF, AlternativeHypothesis.LESS_THAN);
        return Math.min(1, 2 * oneWay);
    }
}
