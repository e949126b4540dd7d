package io.xvad.video.detectors.snippets;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Losses of multiple-instance learning. Scores of snippets have the shape (bags, T) and are in [0, 1]; which snippets count, and how
 * much, is told by weights of the same shape, 0 beyond the end of a bag.
 *
 * @param graph of the scores
 * @param length T
 */
public record MultipleInstance(SameDiff graph, int length) {

    private static final double SMALLEST = 1e-6;

    /** The weighted sum of the scores of each bag, shape (bags, 1): their mean over the chosen ones where these weigh one over their number. */
    public SDVariable pooled(SDVariable scores, SDVariable weights) {
        return scores.mul(weights).mmul(graph.constant(Nd4j.ones(length, 1)));
    }

    /**
     * Cross-entropy of the score of each bag, shape (bags, 1).
     *
     * @param bag shape (bags, 1)
     * @param label 1 for an anomalous bag, 0 for a normal one, shape (bags, 1)
     */
    public SDVariable crossEntropies(SDVariable bag, SDVariable label) {
        SDVariable anomalous = graph.math().log(bag.add(SMALLEST)).mul(label);
        SDVariable normal = graph.math().log(bag.rsub(1 + SMALLEST)).mul(label.rsub(1));
        return anomalous.add(normal).neg();
    }

    /**
     * The ranking loss of Sultani, Chen and Shah (CVPR 2018, equation 5): {@code max(0, 1 - max anomalous + max normal)}, mean over pairs of bags.
     *
     * @param anomalous highest score of an anomalous bag, shape (pairs, 1)
     * @param normal highest score of a normal bag, shape (pairs, 1)
     */
    public SDVariable ranking(SDVariable anomalous, SDVariable normal) {
        return graph.nn().relu(normal.sub(anomalous).add(1), 0).mean();
    }

    /** The sum of the scores where weights are 1: few snippets of an anomalous bag are anomalous (Sultani et al. 2018, equation 6). */
    public SDVariable sparsity(SDVariable scores, SDVariable weights) {
        return scores.mul(weights).sum();
    }

    /**
     * The sum of squared differences of neighbours (Sultani et al. 2018, equation 6).
     *
     * @param weights of the difference from the snippet before, 0 for the first of a bag
     */
    public SDVariable smoothness(SDVariable scores, SDVariable weights) {
        SDVariable differences = scores.mmul(graph.constant(Nd4j.createFromArray(differences())));
        return differences.mul(differences).mul(weights).sum();
    }

    /** Column i takes the value i less the value before. */
    private float[][] differences() {
        float[][] matrix = new float[length][length];
        for (int i = 0; i < length; i++) {
            matrix[i][i] = 1;
            if (i > 0) {
                matrix[i - 1][i] = -1;
            }
        }
        return matrix;
    }
}
