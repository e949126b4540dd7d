package io.xvad.metrics.explanation.reason;

import io.xvad.metrics.uncertainty.Proportion;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How often a verdict and its reason are both right (Mao et al. 2023, doubly right): the counts of samples by whether the verdict is right (first letter) and whether the reason is (second letter). A detector that is
 * right for wrong reasons has many RW; one that sees and misjudges has many WR. Immutable.
 *
 * @param rr right verdict, right reason
 * @param rw right verdict, wrong reason
 * @param wr wrong verdict, right reason
 * @param ww wrong verdict, wrong reason
 */
public record DoublyRight(int rr, int rw, int wr, int ww) {

    /**
     * A sample with its labels and what was said of it.
     *
     * @param anomalous whether it is
     * @param saidAnomalous whether the verdict says so
     * @param reasons labels of what is wrong with it; none for a normal sample
     * @param told what the explanation names, in the words of the labels
     */
    public record Judged(boolean anomalous, boolean saidAnomalous, Set<String> reasons, List<String> told) {

        public Judged {
            reasons = Set.copyOf(reasons);
            told = List.copyOf(told);
            if (!anomalous && !reasons.isEmpty()) {
                throw new IllegalArgumentException("a normal sample has no reasons, got " + reasons);
            }
        }

        boolean verdictIsRight() {
            return anomalous == saidAnomalous;
        }

        /** All that is told is among the labels, and something is told if there are labels; nothing is told of a sample without. */
        boolean reasonIsRight() {
            Set<String> wrong = new HashSet<>(told);
            wrong.removeAll(reasons);
            return wrong.isEmpty() && (reasons.isEmpty() || !told.isEmpty());
        }
    }

    /**
     * Counts samples.
     *
     * @throws IllegalArgumentException if there is an anomalous sample without a labelled reason, of which nothing can be judged
     */
    public static DoublyRight of(Collection<Judged> samples) {
        int[] counts = new int[4];
        for (Judged sample : samples) {
            if (sample.anomalous() && sample.reasons().isEmpty()) {
                throw new IllegalArgumentException("an anomalous sample needs at least one labelled reason");
            }
            counts[(sample.verdictIsRight() ? 0 : 2) + (sample.reasonIsRight() ? 0 : 1)]++;
        }
        return new DoublyRight(counts[0], counts[1], counts[2], counts[3]);
    }

    /** All samples. */
    public int samples() {
        return rr + rw + wr + ww;
    }

    /** The share of all samples with right verdict and right reason, the figure to report; likewise for the other three. */
    public Proportion rightRight() {
        return Proportion.of(rr, samples());
    }

    /** The share with right verdict and wrong reason. */
    public Proportion rightWrong() {
        return Proportion.of(rw, samples());
    }

    /** The share with wrong verdict and right reason. */
    public Proportion wrongRight() {
        return Proportion.of(wr, samples());
    }

    /** The share with wrong verdict and wrong reason. */
    public Proportion wrongWrong() {
        return Proportion.of(ww, samples());
    }

    /** The share of right verdicts whose reason is right too. */
    public Proportion reasonsOfRightVerdicts() {
        return Proportion.of(rr, rr + rw);
    }
}
