package io.xvad.generative.likelihoodregret;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import java.util.Map;
import java.util.Objects;

/**
 * A decoder whose posterior is known: {@code p(x|z) = N(W z + b, s^2 I)} with orthogonal columns, and a standard normal prior, so that the values of the
 * posterior are independent. It gives what the networks give that search and bound ask.
 */
final class LinearGaussian implements Network {

    private static final double[][] COLUMNS = {{1, 1, 0, 0}, {0.5, -0.5, 1, 2}};
    private static final double[] OFFSET = {0.1, -0.3, 0.2, 0.5};
    private static final double VARIANCE = 0.5;

    private int runs;

    int runs() {
        return runs;
    }

    static Tensor image(float... values) {
        return Tensor.of(values, 1, 1, 2, 2);
    }

    /** Precision of a value of the posterior: {@code 1 + |w|^2 / s^2}. */
    static double precision(int value) {
        return 1 + dot(COLUMNS[value], COLUMNS[value]) / VARIANCE;
    }

    static Posterior exact(Tensor image) {
        float[] mean = new float[2];
        float[] logVariance = new float[2];
        double[] residual = residual(image, new double[2]);
        for (int i = 0; i < 2; i++) {
            mean[i] = (float) (dot(COLUMNS[i], residual) / VARIANCE / precision(i));
            logVariance[i] = (float) -Math.log(precision(i));
        }
        return new Posterior(mean, logVariance);
    }

    /** Of {@code N(b, s^2 I + W W')}, which by the orthogonal columns has the determinant {@code s^8 product of precisions}. */
    static double logLikelihood(Tensor image) {
        double[] residual = residual(image, new double[2]);
        double square = dot(residual, residual) / VARIANCE;
        double determinant = 4 * Math.log(VARIANCE);
        for (int i = 0; i < 2; i++) {
            square -= Math.pow(dot(COLUMNS[i], residual) / VARIANCE, 2) / precision(i);
            determinant += Math.log(precision(i));
        }
        return -0.5 * (square + determinant + 4 * Math.log(2 * Math.PI));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] residual(Tensor image, double[] code) {
        double[] residual = new double[4];
        for (int i = 0; i < 4; i++) {
            residual[i] = image.buffer().get(i) - OFFSET[i] - COLUMNS[0][i] * code[0] - COLUMNS[1][i] * code[1];
        }
        return residual;
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        runs++;
        Tensor image = tensor(inputs, RegretNetwork.LEVELS);
        float[] mean = tensor(inputs, RegretNetwork.MEAN).toArray();
        float[] logVariance = tensor(inputs, RegretNetwork.LOG_VARIANCE).toArray();
        Tensor noise = tensor(inputs, RegretNetwork.NOISE);
        int draws = noise.size(0);
        float[] pixels = new float[4 * draws];
        float[] ofMean = new float[2];
        float[] ofLogVariance = new float[2];
        for (int draw = 0; draw < draws; draw++) {
            double[] code = new double[2];
            for (int i = 0; i < 2; i++) {
                double drawn = noise.buffer().get(2 * draw + i);
                code[i] = mean[i] + Math.exp(logVariance[i] / 2) * drawn;
            }
            double[] residual = residual(image, code);
            for (int i = 0; i < 4; i++) {
                double density = -0.5 * (residual[i] * residual[i] / VARIANCE + Math.log(2 * Math.PI * VARIANCE));
                pixels[4 * draw + i] = (float) density;
            }
            for (int i = 0; i < 2; i++) {
                double slope = -dot(COLUMNS[i], residual) / VARIANCE;
                double drawn = noise.buffer().get(2 * draw + i);
                ofMean[i] += (float) (slope / draws);
                ofLogVariance[i] += (float) (slope * drawn * Math.exp(logVariance[i] / 2) / 2 / draws);
            }
        }
        for (int i = 0; i < 2; i++) {
            ofMean[i] += mean[i];
            ofLogVariance[i] += (float) (0.5 * (Math.exp(logVariance[i]) - 1));
        }
        return Map.of(
                RegretNetwork.PIXELS, Tensor.of(pixels, draws, 4),
                RegretNetwork.MEAN_GRADIENT, Tensor.of(ofMean, 1, 2),
                RegretNetwork.LOG_VARIANCE_GRADIENT, Tensor.of(ofLogVariance, 1, 2));
    }

    private static Tensor tensor(Map<String, Tensor> inputs, String name) {
        return Objects.requireNonNull(inputs.get(name));
    }

    @Override
    public Map<String, Tensor> run(Tensor input) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
