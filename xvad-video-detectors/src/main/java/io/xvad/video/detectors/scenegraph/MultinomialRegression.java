package io.xvad.video.detectors.scenegraph;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;

/**
 * Multinomial logistic regression: {@code p(k | x) = exp(b_k + w_k x) / sum_j exp(b_j + w_j x)}. Immutable and thread-safe.
 *
 * @param intercepts b, one for each class
 * @param weights w, of shape (classes, values)
 */
record MultinomialRegression(double[] intercepts, double[][] weights) {

    private static final String INTERCEPTS = "intercepts";
    private static final String WEIGHTS = "weights";

    int classes() {
        return intercepts.length;
    }

    /** {@code b_k + w_k x} for each class. */
    double[] logits(double[] values) {
        double[] logits = intercepts.clone();
        for (int k = 0; k < logits.length; k++) {
            for (int j = 0; j < values.length; j++) {
                logits[k] += weights[k][j] * values[j];
            }
        }
        return logits;
    }

    /** Of each class; they add up to 1. */
    double[] probabilities(double[] values) {
        double[] probabilities = logits(values);
        double highest = Double.NEGATIVE_INFINITY;
        for (double logit : probabilities) {
            highest = Math.max(highest, logit);
        }
        double sum = 0;
        for (int k = 0; k < probabilities.length; k++) {
            probabilities[k] = Math.exp(probabilities[k] - highest);
            sum += probabilities[k];
        }
        for (int k = 0; k < probabilities.length; k++) {
            probabilities[k] /= sum;
        }
        return probabilities;
    }

    void write(ModelWriter model) {
        int values = weights[0].length;
        double[] all = new double[classes() * values];
        for (int k = 0; k < classes(); k++) {
            System.arraycopy(weights[k], 0, all, k * values, values);
        }
        model.doubles(INTERCEPTS, intercepts);
        model.doubles(WEIGHTS, all);
    }

    static MultinomialRegression read(ModelReader model, int classes, int values) {
        double[] intercepts = model.doubles(INTERCEPTS);
        double[] all = model.doubles(WEIGHTS);
        if (intercepts.length != classes || all.length != classes * values) {
            throw new XvadModelException("a regression of " + classes + " classes on " + values + " values has "
                    + intercepts.length + " intercepts and " + all.length + " weights");
        }
        double[][] weights = new double[classes][values];
        for (int k = 0; k < classes; k++) {
            System.arraycopy(all, k * values, weights[k], 0, values);
        }
        return new MultinomialRegression(intercepts, weights);
    }
}
