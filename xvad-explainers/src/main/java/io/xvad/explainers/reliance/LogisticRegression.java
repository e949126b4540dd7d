package io.xvad.explainers.reliance;

import java.util.Arrays;
import java.util.List;

/**
 * The probability of an event as a logistic function of some values, none of which may speak against it: ridge logistic regression with
 * weights of at least 0, by iteratively reweighted least squares, each solved by coordinate descent. With weights that cannot fall
 * below 0, more of any value never lowers the probability, whatever the examples.
 *
 * @param intercept logit where all values are 0
 * @param weights of the values, each at least 0
 */
record LogisticRegression(double intercept, List<Double> weights) {

    private static final int ROUNDS = 500;
    private static final int SWEEPS = 20;
    private static final double PRECISION = 1e-10;
    private static final double LEAST_CURVATURE = 1e-6;

    LogisticRegression {
        weights = List.copyOf(weights);
    }

    /**
     * Fits to examples: the smallest sum of their log losses and {@code ridge / 2} times the squared weights.
     *
     * @param rows values of each example, at least one example
     * @param targets share in which the event happens, in [0, 1], one for each example
     * @param ridge penalty on the squared weights, above 0; the intercept has none
     */
    static LogisticRegression fit(double[][] rows, double[] targets, double ridge) {
        double[] solution = new double[rows[0].length + 1];
        for (int round = 0; round < ROUNDS; round++) {
            double[] before = solution.clone();
            descend(solution, rows, targets, ridge);
            if (distance(before, solution) < PRECISION) {
                break;
            }
        }
        return new LogisticRegression(
                solution[0], Arrays.stream(solution, 1, solution.length).boxed().toList());
    }

    /** Minimises the quadratic that touches the loss at this solution; the intercept comes first. */
    private static void descend(double[] solution, double[][] rows, double[] targets, double ridge) {
        double[] curvatures = new double[rows.length];
        double[] residuals = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double probability = logistic(logit(solution, rows[i]));
            curvatures[i] = Math.max(LEAST_CURVATURE, probability * (1 - probability));
            residuals[i] = (targets[i] - probability) / curvatures[i];
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int j = 0; j < solution.length; j++) {
                step(j, solution, rows, curvatures, residuals, ridge);
            }
        }
    }

    private static void step(
            int j, double[] solution, double[][] rows, double[] curvatures, double[] residuals, double ridge) {
        double slope = 0;
        double curvature = 0;
        for (int i = 0; i < rows.length; i++) {
            double value = j == 0 ? 1 : rows[i][j - 1];
            slope += curvatures[i] * value * (residuals[i] + value * solution[j]);
            curvature += curvatures[i] * value * value;
        }
        double best = j == 0 ? slope / curvature : Math.max(0, slope / (curvature + ridge));
        double change = best - solution[j];
        solution[j] = best;
        for (int i = 0; i < rows.length; i++) {
            residuals[i] -= change * (j == 0 ? 1 : rows[i][j - 1]);
        }
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    private static double logit(double[] solution, double[] row) {
        double sum = solution[0];
        for (int j = 0; j < row.length; j++) {
            sum += solution[j + 1] * row[j];
        }
        return sum;
    }

    private static double logistic(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /** The logarithm of the odds. */
    double logit(double... row) {
        double sum = intercept;
        for (int j = 0; j < row.length; j++) {
            sum += weights.get(j) * row[j];
        }
        return sum;
    }

    /** In (0, 1). */
    double probability(double... row) {
        return logistic(logit(row));
    }
}
