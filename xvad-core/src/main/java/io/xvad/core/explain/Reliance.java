package io.xvad.core.explain;

/**
 * How far the explanation it comes with can be relied on.
 *
 * @param probability that the explanation points at the true cause, in [0, 1]
 * @param threshold below it nobody should rely on the explanation, in [0, 1]
 */
public record Reliance(double probability, double threshold) implements Evidence {

    public Reliance {
        if (!(probability >= 0 && probability <= 1 && threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException(
                    "probability and threshold must be in [0, 1], got " + probability + " and " + threshold);
        }
    }

    /** Whether the probability is at least the threshold. */
    public boolean canBeReliedOn() {
        return probability >= threshold;
    }
}
