package io.xvad.detectors.odin;

import io.xvad.core.engine.Tensor;
import io.xvad.detectors.pretext.Confidence;
import io.xvad.training.onnx.OnnxGraph;
import java.util.Map;
import java.util.Objects;

/**
 * The logarithm of the highest softmax at a temperature (Liang et al., 2018, equation 1).
 *
 * @param logits name of the output
 * @param temperature what they are divided by
 */
record SoftmaxConfidence(String logits, double temperature) implements Confidence {

    @Override
    public double of(Map<String, Tensor> outputs) {
        return Math.log(softmax(outputs)[highest(softmax(outputs))]);
    }

    @Override
    public Map<String, Tensor> gradient(Map<String, Tensor> outputs) {
        double[] softmax = softmax(outputs);
        float[] gradient = new float[softmax.length];
        int highest = highest(softmax);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (float) (((i == highest ? 1 : 0) - softmax[i]) / temperature);
        }
        return Map.of(logits, Tensor.owning(gradient, 1, gradient.length));
    }

    @Override
    public String in(OnnxGraph onnx, Map<String, String> values) {
        String cold = onnx.node("Div", Objects.requireNonNull(values.get(logits)), onnx.constant(temperature));
        return onnx.node("ReduceMax", node -> node.integer("keepdims", 0), onnx.node("LogSoftmax", cold));
    }

    private double[] softmax(Map<String, Tensor> outputs) {
        float[] values = Objects.requireNonNull(outputs.get(logits)).toArray();
        double highest = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            highest = Math.max(highest, value);
        }
        double[] softmax = new double[values.length];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            softmax[i] = Math.exp((values[i] - highest) / temperature);
            sum += softmax[i];
        }
        for (int i = 0; i < values.length; i++) {
            softmax[i] /= sum;
        }
        return softmax;
    }

    private static int highest(double[] values) {
        int highest = 0;
        for (int i = 1; i < values.length; i++) {
            highest = values[i] > values[highest] ? i : highest;
        }
        return highest;
    }
}
