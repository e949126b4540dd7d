package io.xvad.evaluation.versions;

import io.xvad.core.Decision;
import io.xvad.core.Verdict;
import io.xvad.data.dataset.TestCase;
import java.util.Optional;

/**
 * What two models found in one image.
 *
 * @param index its place among the images
 * @param id its id
 * @param defect what is wrong with it, {@value TestCase#GOOD} if nothing is; empty if nobody said
 * @param first score and verdict of the first model
 * @param second the same of the second
 */
public record ComparedImage(int index, String id, Optional<String> defect, Judged first, Judged second) {

    /**
     * What a model found.
     *
     * @param score raw score, comparable within one model only
     * @param verdict decision, p-value and threshold
     */
    public record Judged(double score, Verdict verdict) {

        boolean anomalous() {
            return verdict.decision() == Decision.ANOMALOUS;
        }

        private boolean decided() {
            return verdict.decision() != Decision.UNDECIDED;
        }
    }

    /** Whether both decide. */
    boolean decided() {
        return first.decided() && second.decided();
    }

    /** Whether both decide, and not alike. */
    public boolean changed() {
        return decided() && first.anomalous() != second.anomalous();
    }

    /** Whether the second is right and the first is not; empty if the decision does not change or the truth is not known. */
    public Optional<Boolean> better() {
        return changed() ? defect.map(known -> second.anomalous() != known.equals(TestCase.GOOD)) : Optional.empty();
    }
}
