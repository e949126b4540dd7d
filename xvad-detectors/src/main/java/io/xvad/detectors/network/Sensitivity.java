package io.xvad.detectors.network;

import io.xvad.training.Trainable;
import io.xvad.training.WeightedSum;
import io.xvad.training.onnx.OnnxGraph;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How strongly each pixel moves an output: its absolute gradient, summed over channels (Simonyan et al. 2014,
 * section 3).
 */
public final class Sensitivity {

    private final WeightedSum output;

    private Sensitivity(WeightedSum output) {
        this.output = output;
    }

    /** Of an output of a network whose training has ended, one value a picture. */
    public static Sensitivity of(Trainable net, String output) {
        return new Sensitivity(new WeightedSum(net, output, ImageRecipe.INPUT));
    }

    /** Of one picture, shape (3, size, size). */
    public float[] map(Map<String, INDArray> inputs) {
        float[] gradient = output.gradient(inputs, new float[] {1}, ImageRecipe.INPUT);
        float[] map = new float[gradient.length / 3];
        for (int i = 0; i < gradient.length; i++) {
            map[i % map.length] += Math.abs(gradient[i]);
        }
        return map;
    }

    /** The same in ONNX, of each of several pictures, of an output of one value a picture. */
    public static String in(ImageExport export, String output) {
        OnnxGraph onnx = export.onnx();
        String strength = onnx.node("Abs", gradient(export, output));
        return onnx.node("ReduceSum", node -> node.integer("keepdims", 0), strength, onnx.integers(1));
    }

    /** The gradient of an output, one value a picture, by the pictures, in ONNX. */
    public static String gradient(ImageExport export, String output) {
        SameDiff graph = export.net().graph();
        String sum = output + "-sum";
        if (!graph.hasVariable(sum)) {
            graph.getVariable(output).reshape(1, -1).sum().rename(sum);
        }
        graph.setLossVariables(sum);
        return export.gradient(ImageRecipe.INPUT);
    }
}
