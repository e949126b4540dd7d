package io.xvad.training.dl4j;

import io.xvad.core.capability.RelevanceRule;

/**
 * The relevance each output of a linear layer hands back for a unit of positive and of negative contribution.
 *
 * @param positive factor of contributions above 0, one for each output
 * @param negative factor of contributions below 0
 */
public record RelevanceShares(float[] positive, float[] negative) {

    private static final double STEADY = 1e-6;

    /**
     * The shares under a rule.
     *
     * @param gains for each output the sum of its contributions above 0, a bias among them
     * @param losses the sum of those below 0
     * @param relevance of each output
     */
    public static RelevanceShares of(RelevanceRule rule, float[] gains, float[] losses, float[] relevance) {
        RelevanceShares shares = new RelevanceShares(new float[gains.length], new float[gains.length]);
        double size = size(gains, losses);
        for (int i = 0; i < gains.length; i++) {
            if (rule instanceof RelevanceRule.Epsilon epsilon) {
                shares.inProportion(i, 1, 1, gains[i] + losses[i], epsilon.epsilon() * size, relevance[i]);
            } else if (rule instanceof RelevanceRule.Gamma gamma) {
                boolean up = gains[i] + losses[i] >= 0;
                double more = up ? 1 + gamma.gamma() : 1;
                double less = up ? 1 : 1 + gamma.gamma();
                shares.inProportion(i, more, less, more * gains[i] + less * losses[i], STEADY * size, relevance[i]);
            } else if (rule instanceof RelevanceRule.AlphaBeta alphaBeta) {
                double alpha = alphaBeta.alpha();
                shares.positive[i] = (float) (gains[i] == 0 ? 0 : alpha * relevance[i] / gains[i]);
                shares.negative[i] = (float) (losses[i] == 0 ? 0 : (1 - alpha) * relevance[i] / losses[i]);
            }
        }
        return shares;
    }

    private void inProportion(int i, double more, double less, double sum, double steady, double relevance) {
        double below = sum + (sum >= 0 ? steady : -steady);
        double share = below == 0 ? 0 : relevance / below;
        positive[i] = (float) (more * share);
        negative[i] = (float) (less * share);
    }

    private static double size(float[] gains, float[] losses) {
        double squares = 0;
        for (int i = 0; i < gains.length; i++) {
            double sum = gains[i] + (double) losses[i];
            squares += sum * sum;
        }
        return Math.sqrt(squares / Math.max(1, gains.length));
    }
}
