package io.xvad.training.classifier;

import io.xvad.core.XvadModelException;
import io.xvad.training.onnx.OnnxGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onnx.Onnx;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** An ONNX model whose first output has a value for each class. Immutable. */
public final class OnnxClassifier {

    private static final Set<String> MONOTONE = Set.of("Softmax", "LogSoftmax", "Identity", "Dropout");
    private static final long OLDEST_OPSET = 13;

    private final Onnx.ModelProto model;
    private final Onnx.ValueInfoProto input;
    private final ClassifierOutline outline;

    private OnnxClassifier(Onnx.ModelProto model) {
        this.model = model;
        Onnx.GraphProto graph = model.getGraph();
        requireWeightsInside(graph);
        this.input = image(graph);
        this.outline = outline(graph, size(input));
    }

    /**
     * Reads a model.
     *
     * @throws XvadModelException if it is none, has weights in other files, or takes no square images in colour
     */
    public static OnnxClassifier of(byte[] onnx) {
        try {
            return new OnnxClassifier(Onnx.ModelProto.parseFrom(onnx));
        } catch (InvalidProtocolBufferException e) {
            throw new XvadModelException("not an ONNX model: " + e.getMessage(), e);
        }
    }

    private static void requireWeightsInside(Onnx.GraphProto graph) {
        for (Onnx.TensorProto tensor : graph.getInitializerList()) {
            if (tensor.getExternalDataCount() > 0) {
                throw new XvadModelException("the ONNX model has weights in another file ('" + tensor.getName()
                        + "'); export it as one file, in PyTorch with external_data=False");
            }
        }
    }

    private static ClassifierOutline outline(Onnx.GraphProto graph, int size) {
        if (graph.getOutputCount() == 0) {
            throw new XvadModelException("a classifier needs an output, the ONNX model has none");
        }
        String logits = graph.getOutput(0).getName();
        Optional<Onnx.NodeProto> maker = maker(graph, logits);
        while (maker.isPresent() && MONOTONE.contains(maker.get().getOpType())) {
            logits = maker.get().getInput(0);
            maker = maker(graph, logits);
        }
        return new ClassifierOutline(logits, maker.flatMap(node -> features(graph, node)), size);
    }

    private static Optional<Onnx.NodeProto> maker(Onnx.GraphProto graph, String value) {
        return graph.getNodeList().stream()
                .filter(node -> node.getOutputList().contains(value))
                .findFirst();
    }

    /** What goes into a linear layer, which may be two nodes. */
    private static Optional<String> features(Onnx.GraphProto graph, Onnx.NodeProto node) {
        return switch (node.getOpType()) {
            case "Gemm", "MatMul" -> Optional.of(node.getInput(0));
            case "Add" ->
                node.getInputList().stream()
                        .flatMap(term -> maker(graph, term).stream())
                        .filter(term -> term.getOpType().equals("MatMul"))
                        .map(term -> term.getInput(0))
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private static Onnx.ValueInfoProto image(Onnx.GraphProto graph) {
        List<String> constants = graph.getInitializerList().stream()
                .map(Onnx.TensorProto::getName)
                .toList();
        List<Onnx.ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(value -> !constants.contains(value.getName()))
                .toList();
        if (inputs.size() != 1 || !isOfImages(inputs.get(0))) {
            throw new XvadModelException(
                    "a classifier must take square images of shape (N, 3, size, size) and nothing else");
        }
        return inputs.get(0);
    }

    private static boolean isOfImages(Onnx.ValueInfoProto value) {
        Onnx.TensorShapeProto shape = value.getType().getTensorType().getShape();
        return shape.getDimCount() == 4
                && shape.getDim(1).getDimValue() == 3
                && shape.getDim(2).getDimValue() == shape.getDim(3).getDimValue();
    }

    private static int size(Onnx.ValueInfoProto input) {
        return Math.toIntExact(
                input.getType().getTensorType().getShape().getDim(2).getDimValue());
    }

    /** The names of its outputs and the size of its input. */
    public ClassifierOutline outline() {
        return outline;
    }

    /** Names of all values that its nodes make. */
    public Set<String> values() {
        return Set.copyOf(model.getGraph().getNodeList().stream()
                .flatMap(node -> node.getOutputList().stream())
                .filter(name -> !name.isEmpty())
                .toList());
    }

    /**
     * The model with some of its values as outputs, any operators.
     *
     * @throws XvadModelException if it has no such value
     */
    public byte[] withOutputs(List<String> outputs) {
        Set<String> known = values();
        for (String output : outputs) {
            if (!known.contains(output)) {
                throw new XvadModelException("ONNX model has no value '" + output + "'; it has "
                        + known.stream().sorted().toList());
            }
        }
        Onnx.ModelProto.Builder shown = model.toBuilder();
        shown.getGraphBuilder().clearOutput();
        outputs.forEach(output -> shown.getGraphBuilder().addOutputBuilder().setName(output));
        return shown.build().toByteArray();
    }

    /** An empty graph that it can be part of. */
    public OnnxGraph graph() {
        long opset = model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty())
                .mapToLong(Onnx.OperatorSetIdProto::getVersion)
                .max()
                .orElse(0);
        if (opset < OLDEST_OPSET || model.getFunctionsCount() > 0) {
            throw new XvadModelException(
                    "the gradient of an ONNX model of opset " + opset + " with " + model.getFunctionsCount()
                            + " functions is not known here; export it for opset 17, without functions");
        }
        return new OnnxGraph(Math.max(opset, 17));
    }

    /**
     * Takes it into a graph.
     *
     * @param images shape (1, 3, size, size), as it wants them
     * @param prefix put before the names of its values
     * @param known names in the graph of its values, if it is there already, whose weights are used again; otherwise empty
     * @return names in the graph by its own
     */
    public Map<String, String> addTo(OnnxGraph onnx, String images, String prefix, Map<String, String> known) {
        Map<String, String> given = new HashMap<>();
        for (Onnx.TensorProto weight : model.getGraph().getInitializerList()) {
            Optional.ofNullable(known.get(weight.getName())).ifPresent(name -> given.put(weight.getName(), name));
        }
        given.put(input.getName(), images);
        return onnx.embed(model.toByteArray(), given, prefix);
    }
}
