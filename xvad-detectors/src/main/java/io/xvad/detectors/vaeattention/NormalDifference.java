package io.xvad.detectors.vaeattention;

import io.xvad.training.Trainable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far the posterior of an image is from that of normal ones: the normal difference distribution
 * {@code N(mean - normalMean, variance + normalVariance)} (Liu et al., 2020).
 */
final class NormalDifference {

    /** Differences of the code's means in standard deviations of normal codes, shape (N, latent). */
    static final String STANDARDISED = "standardised-difference";

    /** Standard deviation of each value of normal codes, shape (1, latent). */
    static final String DEVIATION = "normal-deviation";

    /** How far the code is from normal ones: the sum of absolute differences in standard deviations. */
    static final String DISTANCE = "distance";

    private static final String NORMAL_MEAN = "normal-mean";
    private static final String NORMAL_VARIANCE = "normal-variance";

    private NormalDifference() {}

    /** Adds the difference and what it amounts to. */
    static void add(Trainable net, int latent) {
        SameDiff graph = net.graph();
        SDVariable difference = graph.getVariable(VaeAttentionGraph.MEAN).sub(net.kept(NORMAL_MEAN, 0, 1, latent));
        SDVariable deviation =
                graph.math().sqrt(net.kept(NORMAL_VARIANCE, 1, 1, latent)).rename(DEVIATION);
        SDVariable standardised = difference.div(deviation).rename(STANDARDISED);
        graph.math().abs(standardised).sum().rename(DISTANCE);
    }

    /**
     * Keeps the mean of the posteriors' means of normal images, and the variance of codes drawn from them.
     *
     * @param inputs what goes into the net for an image
     */
    static void learn(
            Trainable net, List<float[]> normals, Function<float[], Map<String, INDArray>> inputs, int latent) {
        double[] sums = new double[latent];
        double[] squares = new double[latent];
        double[] variances = new double[latent];
        for (float[] normal : normals) {
            Map<String, INDArray> seen = inputs.apply(normal);
            Map<String, float[]> posterior =
                    net.run(seen, List.of(VaeAttentionGraph.MEAN, VaeAttentionGraph.LOG_VARIANCE));
            seen.values().forEach(INDArray::close);
            float[] means = Objects.requireNonNull(posterior.get(VaeAttentionGraph.MEAN));
            float[] logVariances = Objects.requireNonNull(posterior.get(VaeAttentionGraph.LOG_VARIANCE));
            for (int i = 0; i < latent; i++) {
                sums[i] += means[i];
                squares[i] += (double) means[i] * means[i];
                variances[i] += Math.exp(logVariances[i]);
            }
        }
        float[] mean = new float[latent];
        float[] variance = new float[latent];
        Arrays.setAll(sums, i -> sums[i] / normals.size());
        for (int i = 0; i < latent; i++) {
            mean[i] = (float) sums[i];
            variance[i] = (float) ((squares[i] + variances[i]) / normals.size() - sums[i] * sums[i]);
        }
        net.keep(NORMAL_MEAN, mean);
        net.keep(NORMAL_VARIANCE, variance);
    }
}
