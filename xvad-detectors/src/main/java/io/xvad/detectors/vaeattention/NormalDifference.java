package io.xvad.detectors.vaeattention;

import io.xvad.detectors.vae.VaeNetwork;
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

    static final String TARGET = "target";
    /** How far the code is from normal ones: the sum of absolute differences in standard deviations. */
    static final String DISTANCE = "distance";

    private static final String NORMAL_MEAN = "normal-mean";
    private static final String NORMAL_VARIANCE = "normal-variance";

    private NormalDifference() {}

    /** Adds the scalar that attention follows back: its sum over latent dimensions and images. */
    static void add(Trainable net, int latent, boolean standardised) {
        SameDiff graph = net.graph();
        SDVariable difference = graph.getVariable(VaeNetwork.MEAN).sub(net.kept(NORMAL_MEAN, 0, 1, latent));
        SDVariable variance = net.kept(NORMAL_VARIANCE, 1, 1, latent);
        SDVariable distance = graph.math()
                .abs(difference.div(graph.math().sqrt(variance)))
                .sum()
                .rename(DISTANCE);
        (standardised ? distance.mul(1) : difference.sum()).rename(TARGET);
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
            Map<String, float[]> posterior = net.run(seen, List.of(VaeNetwork.MEAN, VaeNetwork.LOG_VARIANCE));
            seen.values().forEach(INDArray::close);
            float[] means = Objects.requireNonNull(posterior.get(VaeNetwork.MEAN));
            float[] logVariances = Objects.requireNonNull(posterior.get(VaeNetwork.LOG_VARIANCE));
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
