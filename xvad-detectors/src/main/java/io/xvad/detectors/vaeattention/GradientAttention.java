package io.xvad.detectors.vaeattention;

import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.training.Gradients;
import io.xvad.training.Trainable;
import io.xvad.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Attention of a layer for a target (Liu et al., 2020, after Grad-CAM): each channel is weighed by the spatial mean of the
 * target's gradient, scaled to unit root mean square; the map is the absolute value of the sum.
 *
 * @param layer name of the activation, shape (1, channels, side, side)
 */
record GradientAttention(String layer) {

    private static final double EPSILON = 1e-5;

    /** The attention map of one image, with the value of another output as the score. */
    Map<String, INDArray> of(Trainable net, Map<String, INDArray> inputs, String score) {
        Gradients found = net.gradients(inputs, List.of(layer, score), List.of(layer));
        try (INDArray activation = Objects.requireNonNull(found.outputs().get(layer));
                INDArray gradient = Objects.requireNonNull(found.gradients().get(layer))) {
            int side = Math.toIntExact(activation.size(2));
            float[] map = weighed(values(activation), values(gradient), side * side);
            return Map.of(
                    ImageNetwork.MAP,
                    Nd4j.create(map, new long[] {1, side, side}, 'c'),
                    ImageNetwork.SCORE,
                    Objects.requireNonNull(found.outputs().get(score)));
        }
    }

    private static float[] values(INDArray array) {
        try (INDArray ordered = array.dup('c')) {
            return ordered.data().asFloat();
        }
    }

    private static float[] weighed(float[] activation, float[] gradient, int cells) {
        double squares = 0;
        for (float value : gradient) {
            squares += (double) value * value;
        }
        double scale = 1 / (Math.sqrt(squares / gradient.length) + EPSILON);
        double[] sums = new double[cells];
        for (int start = 0; start < gradient.length; start += cells) {
            double weight = 0;
            for (int i = start; i < start + cells; i++) {
                weight += scale * gradient[i] / cells;
            }
            for (int i = 0; i < cells; i++) {
                sums[i] += weight * activation[start + i];
            }
        }
        float[] map = new float[cells];
        for (int i = 0; i < cells; i++) {
            map[i] = (float) Math.abs(sums[i]);
        }
        return map;
    }

    /** The same in ONNX, not enlarged. */
    String in(ImageExport export) {
        OnnxGraph onnx = export.onnx();
        String gradient = export.gradient(layer);
        String square =
                onnx.node("ReduceMean", node -> node.integer("keepdims", 0), onnx.node("Mul", gradient, gradient));
        String length = onnx.node("Add", onnx.node("Sqrt", square), onnx.constant(EPSILON));
        String mean = onnx.node("ReduceMean", node -> node.integers("axes", 2, 3), gradient);
        String weighed = onnx.node("Mul", export.value(layer), onnx.node("Div", mean, length));
        String sum = onnx.node("ReduceSum", node -> node.integer("keepdims", 0), weighed, onnx.integers(1));
        return onnx.node("Abs", sum);
    }
}
