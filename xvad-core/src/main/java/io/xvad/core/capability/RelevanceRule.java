package io.xvad.core.capability;

/**
 * How a layer hands the relevance of its outputs to its inputs (Montavon et al., 2019, "Layer-Wise Relevance Propagation:
 * An Overview", section 10.2). Contributions are inputs times weights.
 */
public sealed interface RelevanceRule {

    /**
     * Shares relevance in proportion to contributions; outputs near 0 hand on less.
     *
     * @param epsilon what steadies the division, as a share of the root mean square of the layer's outputs; above 0
     */
    record Epsilon(double epsilon) implements RelevanceRule {
        public Epsilon {
            if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("epsilon must be above 0 and finite, got " + epsilon);
            }
        }
    }

    /**
     * Shares relevance as {@link Epsilon} with an epsilon of 1e-6, but contributions of the sign of the output count {@code 1 + gamma}
     * times.
     *
     * @param gamma at least 0
     */
    record Gamma(double gamma) implements RelevanceRule {
        public Gamma {
            if (!(gamma >= 0 && gamma < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("gamma must be at least 0 and finite, got " + gamma);
            }
        }
    }

    /**
     * Positive contributions share {@code alpha} times the relevance, negative ones {@code 1 - alpha} times.
     *
     * @param alpha at least 1
     */
    record AlphaBeta(double alpha) implements RelevanceRule {
        public AlphaBeta {
            if (!(alpha >= 1 && alpha < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("alpha must be at least 1 and finite, got " + alpha);
            }
        }
    }
}
