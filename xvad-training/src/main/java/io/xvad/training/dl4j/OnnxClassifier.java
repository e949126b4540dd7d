package io.xvad.training.dl4j;

import io.xvad.core.XvadModelException;
import java.util.List;
import java.util.Optional;
import onnx.Onnx;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** An ONNX model whose first output has a value for each class. */
record OnnxClassifier(byte[] onnx, ClassifierOutline outline) implements ClassifierFile {

    static OnnxClassifier of(byte[] onnx) {
        try {
            return new OnnxClassifier(
                    onnx, outline(Onnx.ModelProto.parseFrom(onnx).getGraph()));
        } catch (InvalidProtocolBufferException e) {
            throw new XvadModelException("not an ONNX model: " + e.getMessage(), e);
        }
    }

    @Override
    public Dl4jNetwork open(List<String> outputs) {
        return new Dl4jEngine().open(onnx, outputs, 0);
    }

    private static ClassifierOutline outline(Onnx.GraphProto graph) {
        if (graph.getOutputCount() == 0) {
            throw new XvadModelException("a classifier needs an output, the ONNX model has none");
        }
        String output = graph.getOutput(0).getName();
        String logits = maker(graph, output)
                .filter(node -> node.getOpType().equals("Softmax"))
                .map(node -> node.getInput(0))
                .orElse(output);
        Onnx.NodeProto linear = maker(graph, logits)
                .filter(node -> node.getOpType().equals("Gemm"))
                .orElseThrow(() -> new XvadModelException(
                        "a classifier must end in a linear layer (Gemm), '" + logits + "' does not come from one"));
        return new ClassifierOutline(logits, linear.getInput(0), size(graph));
    }

    private static Optional<Onnx.NodeProto> maker(Onnx.GraphProto graph, String value) {
        return graph.getNodeList().stream()
                .filter(node -> node.getOutputList().contains(value))
                .findFirst();
    }

    private static int size(Onnx.GraphProto graph) {
        List<String> constants = graph.getInitializerList().stream()
                .map(Onnx.TensorProto::getName)
                .toList();
        Onnx.TensorShapeProto shape = graph.getInputList().stream()
                .filter(value -> !constants.contains(value.getName()))
                .map(value -> value.getType().getTensorType().getShape())
                .filter(dimensions -> dimensions.getDimCount() == 4
                        && dimensions.getDim(1).getDimValue() == 3
                        && dimensions.getDim(2).getDimValue()
                                == dimensions.getDim(3).getDimValue())
                .findFirst()
                .orElseThrow(() ->
                        new XvadModelException("a classifier must take square images of shape (N, 3, size, size)"));
        return Math.toIntExact(shape.getDim(2).getDimValue());
    }
}
