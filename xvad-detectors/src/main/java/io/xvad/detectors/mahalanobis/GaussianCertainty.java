package io.xvad.detectors.mahalanobis;

import io.xvad.core.engine.Tensor;
import io.xvad.detectors.pretext.Certainty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The negative mean of the squared Mahalanobis distances of several layers from their closest class, each standardised
 * (Lee et al. 2018, equation 2).
 *
 * @param layers in the order of the outputs they look at
 */
record GaussianCertainty(List<Layer> layers) implements Certainty {

    GaussianCertainty {
        layers = List.copyOf(layers);
    }

    /**
     * One layer.
     *
     * @param name of the output, shape (1, channels) or (1, channels, height, width), which is averaged
     * @param gaussians of its classes
     * @param mean of the distances of normal pictures
     * @param deviation of the same
     */
    record Layer(String name, ClassGaussians gaussians, double mean, double deviation) {

        private double standardised(Map<String, Tensor> outputs) {
            return (gaussians.distance(features(outputs, name)) - mean) / deviation;
        }
    }

    /** The features of a layer, averaged over its positions. */
    static double[] features(Map<String, Tensor> outputs, String layer) {
        Tensor tensor = Objects.requireNonNull(outputs.get(layer));
        float[] values = tensor.toArray();
        double[] means = new double[tensor.size(1)];
        int cells = values.length / means.length;
        for (int i = 0; i < values.length; i++) {
            means[i / cells] += values[i] / (double) cells;
        }
        return means;
    }

    @Override
    public double of(Map<String, Tensor> outputs) {
        return -layers.stream()
                .mapToDouble(layer -> layer.standardised(outputs))
                .average()
                .orElseThrow();
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> outputs) {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        for (Layer layer : layers) {
            double[] ofFeatures = layer.gaussians().gradient(features(outputs, layer.name()));
            Tensor output = Objects.requireNonNull(outputs.get(layer.name()));
            float[] gradient = new float[output.toArray().length];
            int cells = gradient.length / ofFeatures.length;
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = (float) (-ofFeatures[i / cells] / cells / layer.deviation() / layers.size());
            }
            gradients.put(layer.name(), Tensor.owning(gradient, output.shape()));
        }
        return gradients;
    }
}
