package io.xvad.video.detectors.scenegraph;

import io.xvad.core.progress.Cancellation;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;

/**
 * Fits a {@link MultinomialRegression}: the least {@code 1/K sum_k mean_{i of k} -log p(k | x_i) + ridge / 2 |w|^2}, so that each of K classes counts the same, however few examples it has. The minimum is found by
 * conjugate gradients from 0, without chance. Immutable.
 *
 * @param rows examples
 * @param classes number of the class of each, from 0; each class has at least one example
 * @param count K, how many classes there are
 * @param ridge penalty on the squared weights, above 0; intercepts have none
 */
record RegressionFit(double[][] rows, int[] classes, int count, double ridge) {

    private static final double PRECISION = 1e-13;

    /** The search along a direction need not be exact; it begins with steps of a tenth. */
    private static final double LINE_RELATIVE = 1e-4;

    private static final double LINE_ABSOLUTE = 1e-6;
    private static final double FIRST_STEP = 0.1;

    MultinomialRegression fitted() {
        NonLinearConjugateGradientOptimizer optimiser = new NonLinearConjugateGradientOptimizer(
                NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE,
                new SimpleValueChecker(PRECISION, -1),
                LINE_RELATIVE,
                LINE_ABSOLUTE,
                FIRST_STEP);
        double[] least = optimiser
                .optimize(
                        new ObjectiveFunction(this::loss),
                        new ObjectiveFunctionGradient(this::gradient),
                        GoalType.MINIMIZE,
                        new InitialGuess(new double[count * (1 + values())]),
                        MaxEval.unlimited())
                .getPoint();
        return regression(least);
    }

    private int values() {
        return rows[0].length;
    }

    /** Of each class the intercept and then its weights. */
    private MultinomialRegression regression(double[] parameters) {
        double[] intercepts = new double[count];
        double[][] weights = new double[count][values()];
        for (int k = 0; k < count; k++) {
            int from = k * (1 + values());
            intercepts[k] = parameters[from];
            System.arraycopy(parameters, from + 1, weights[k], 0, values());
        }
        return new MultinomialRegression(intercepts, weights);
    }

    /** 1 / (K n_k) for an example of a class with n_k of them. */
    private double[] importance() {
        int[] sizes = new int[count];
        for (int k : classes) {
            sizes[k]++;
        }
        double[] importance = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            importance[i] = 1.0 / (count * sizes[classes[i]]);
        }
        return importance;
    }

    double loss(double[] parameters) {
        Cancellation.check();
        MultinomialRegression regression = regression(parameters);
        double[] importance = importance();
        double loss = 0;
        for (int i = 0; i < rows.length; i++) {
            loss -= importance[i] * logProbability(regression.logits(rows[i]), classes[i]);
        }
        for (double[] weights : regression.weights()) {
            for (double weight : weights) {
                loss += ridge / 2 * weight * weight;
            }
        }
        return loss;
    }

    private static double logProbability(double[] logits, int k) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            highest = Math.max(highest, logit);
        }
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit - highest);
        }
        return logits[k] - highest - Math.log(sum);
    }

    double[] gradient(double[] parameters) {
        MultinomialRegression regression = regression(parameters);
        double[] importance = importance();
        double[] gradient = new double[parameters.length];
        for (int i = 0; i < rows.length; i++) {
            double[] probabilities = regression.probabilities(rows[i]);
            for (int k = 0; k < count; k++) {
                double slope = importance[i] * (probabilities[k] - (classes[i] == k ? 1 : 0));
                int from = k * (1 + values());
                gradient[from] += slope;
                for (int j = 0; j < values(); j++) {
                    gradient[from + 1 + j] += slope * rows[i][j];
                }
            }
        }
        for (int k = 0; k < count; k++) {
            int from = k * (1 + values());
            for (int j = 0; j < values(); j++) {
                gradient[from + 1 + j] += ridge * regression.weights()[k][j];
            }
        }
        return gradient;
    }
}
