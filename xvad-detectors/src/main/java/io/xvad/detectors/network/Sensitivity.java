package io.xvad.detectors.network;

import io.xvad.training.Trainable;
import io.xvad.training.WeightedSum;
import io.xvad.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How strongly each pixel moves an output that has one value an image: its absolute gradient, summed over channels (Simonyan
 * et al., 2014, section 3). Not thread-safe.
 */
public final class Sensitivity {

    private final WeightedSum output;

    /** Measures the sensitivity of an output of a network whose training has ended. */
    public Sensitivity(Trainable net, String output) {
        this.output = new WeightedSum(net, output, ImageNetwork.INPUT);
    }

    /** The gradient of the sum of the output's values by the images, in their shape. */
    public float[] gradient(Map<String, INDArray> inputs) {
        INDArray images = Objects.requireNonNull(inputs.get(ImageNetwork.INPUT));
        float[] each = new float[Math.toIntExact(images.size(0))];
        Arrays.fill(each, 1);
        return output.gradient(inputs, each, ImageNetwork.INPUT);
    }

    /** The map of a gradient, shape (N, size, size). */
    public static INDArray map(float[] gradient, int size) {
        int cells = size * size;
        float[] map = new float[gradient.length / 3];
        for (int i = 0; i < gradient.length; i++) {
            map[i / (3 * cells) * cells + i % cells] += Math.abs(gradient[i]);
        }
        return Nd4j.create(map, new long[] {map.length / cells, size, size}, 'c');
    }

    /** Adds the map to an ONNX graph. */
    public static String in(ImageExport export, String output) {
        OnnxGraph onnx = export.onnx();
        String strength = onnx.node("Abs", gradient(export, output));
        return onnx.node("ReduceSum", node -> node.integer("keepdims", 0), strength, onnx.integers(1));
    }

    private static String gradient(ImageExport export, String output) {
        SameDiff graph = export.net().graph();
        String sum = output + "-sum";
        if (!graph.hasVariable(sum)) {
            graph.getVariable(output).reshape(1, -1).sum().rename(sum);
        }
        graph.setLossVariables(sum);
        return export.gradient(ImageNetwork.INPUT);
    }
}
