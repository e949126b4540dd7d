package io.xvad.detectors.mahalanobis;

import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.detectors.pretext.Confidence;
import io.xvad.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The negative mean of the squared Mahalanobis distances of several layers from their closest class, each standardised
 * (Lee et al., 2018, equation 2).
 *
 * @param layers in the order of the outputs they look at
 */
record GaussianConfidence(List<Layer> layers) implements Confidence {

    private static final String LAYER = "classifier-layer-";
    private static final String NAMES = "classifier-layers";
    private static final double SMALLEST = 1e-6;

    GaussianConfidence {
        layers = List.copyOf(layers);
    }

    /**
     * One layer.
     *
     * @param name of the output, shape (1, channels) or (1, channels, height, width), which is averaged
     * @param gaussians of its classes
     * @param mean of the distances of normal images
     * @param deviation of the same
     */
    record Layer(String name, ClassGaussians gaussians, double mean, double deviation) {

        private static Layer learned(String name, List<Map<String, Tensor>> outputs, int[] labels, int classes) {
            List<double[]> features =
                    outputs.stream().map(output -> features(output, name)).toList();
            ClassGaussians gaussians = ClassGaussians.of(features, labels, classes);
            double[] distances =
                    features.stream().mapToDouble(gaussians::distance).toArray();
            double deviation = Math.max(SMALLEST, Math.sqrt(StatUtils.populationVariance(distances)));
            return new Layer(name, gaussians, StatUtils.mean(distances), deviation);
        }

        private double standardised(Map<String, Tensor> outputs) {
            return (gaussians.distance(features(outputs, name)) - mean) / deviation;
        }

        private String standardised(OnnxGraph onnx, Map<String, String> values) {
            int channels = gaussians.channels();
            String cells = onnx.reshaped(Objects.requireNonNull(values.get(name)), 1, channels, -1);
            String features = onnx.reduced("ReduceMean", cells, false, 2);
            String distance = gaussians.distance(onnx, features);
            String away = onnx.node("Sub", distance, onnx.constant(mean));
            return onnx.node("Div", away, onnx.constant(deviation));
        }
    }

    /**
     * Learns from what a classifier says of normal images, whose classes are those it gives them.
     *
     * @param outputs for each image
     * @param logits name of the output of the classes
     * @param names of the outputs that are looked at
     */
    static GaussianConfidence learned(List<Map<String, Tensor>> outputs, String logits, List<String> names) {
        int[] answers = outputs.stream()
                .mapToInt(output -> highest(features(output, logits)))
                .toArray();
        List<Integer> present = Arrays.stream(answers).distinct().boxed().toList();
        int[] labels = Arrays.stream(answers).map(present::indexOf).toArray();
        return new GaussianConfidence(names.stream()
                .map(name -> Layer.learned(name, outputs, labels, present.size()))
                .toList());
    }

    private static int highest(double[] values) {
        int highest = 0;
        for (int i = 1; i < values.length; i++) {
            highest = values[i] > values[highest] ? i : highest;
        }
        return highest;
    }

    /** The features of a layer, averaged over its positions. */
    private static double[] features(Map<String, Tensor> outputs, String layer) {
        Tensor tensor = Objects.requireNonNull(outputs.get(layer));
        float[] values = tensor.toArray();
        double[] means = new double[tensor.size(1)];
        int cells = values.length / means.length;
        for (int i = 0; i < values.length; i++) {
            means[i / cells] += values[i] / (double) cells;
        }
        return means;
    }

    /** Brings back what {@link #write} wrote. */
    static GaussianConfidence read(ModelReader model) {
        List<String> names = model.strings(NAMES);
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            ClassGaussians gaussians = new ClassGaussians(
                    model.tensor(LAYER + i + "-means").toArray(),
                    model.tensor(LAYER + i + "-precision").toArray());
            double[] spread = model.doubles(LAYER + i + "-distances");
            layers.add(new Layer(names.get(i), gaussians, spread[0], spread[1]));
        }
        return new GaussianConfidence(layers);
    }

    @Override
    public void write(ModelWriter model) {
        model.strings(NAMES, layers.stream().map(Layer::name).toList());
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            float[] means = layer.gaussians().means();
            float[] precision = layer.gaussians().precision();
            model.tensor(LAYER + i + "-means", Tensor.of(means, means.length));
            model.tensor(LAYER + i + "-precision", Tensor.of(precision, precision.length));
            model.doubles(LAYER + i + "-distances", new double[] {layer.mean(), layer.deviation()});
        }
    }

    @Override
    public double of(Map<String, Tensor> outputs) {
        return -layers.stream()
                .mapToDouble(layer -> layer.standardised(outputs))
                .average()
                .orElseThrow();
    }

    @Override
    public String in(OnnxGraph onnx, Map<String, String> values) {
        String sum = onnx.constant(0);
        for (Layer layer : layers) {
            sum = onnx.node("Add", sum, layer.standardised(onnx, values));
        }
        return onnx.node("Div", sum, onnx.constant(-layers.size()));
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
