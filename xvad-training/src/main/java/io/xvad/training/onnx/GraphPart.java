package io.xvad.training.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A part of a SameDiff graph as an ONNX model. */
public final class GraphPart {

    private GraphPart() {}

    /**
     * The part that leads from some placeholders to one variable, for batches of any size, when the training has ended.
     *
     * @param inputs names of the placeholders, of which the first dimension is the batch
     * @param output name of a variable of shape (N, channels, height, width)
     * @throws io.xvad.core.XvadModelException if it depends on an operation that has no ONNX form here, which the message names
     */
    public static byte[] frozen(SameDiff graph, List<String> inputs, String output) {
        OnnxGraph onnx = new OnnxGraph();
        Map<String, String> values = new HashMap<>();
        Map<String, INDArray> example = new HashMap<>();
        for (String input : inputs) {
            long[] shape = graph.getVariable(input).placeholderShape().clone();
            values.put(input, onnx.input(input, shape));
            shape[0] = 1;
            example.put(input, Nd4j.zeros(shape));
        }
        try {
            String value = new SameDiffTranslation(graph, onnx, values, example).value(output);
            onnx.output(output, value, -1, -1, -1, -1);
            return onnx.bytes();
        } finally {
            example.values().forEach(INDArray::close);
        }
    }
}
