package io.xvad.training.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import onnx.Onnx;
import org.nd4j.shade.protobuf.ByteString;

/**
 * An ONNX graph in the making, operators of opset 17 unless it is begun for another. Values are known by their names, which are made
 * unique. Not thread-safe.
 */
public final class OnnxGraph {

    private static final long OPSET = 17;
    private static final int IR_VERSION = 8;
    private static final long AXES_ARE_INPUTS = 18;
    private static final int LATER_IR_VERSION = 10;

    private final Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder().setName("xvad");
    private final Map<String, String> integers = new LinkedHashMap<>();
    private final long opset;
    private int values;

    /** An empty graph. */
    public OnnxGraph() {
        this(OPSET);
    }

    /** An empty graph of operators of another opset, for a network of that opset to be part of. */
    public OnnxGraph(long opset) {
        this.opset = opset;
    }

    /** Attributes of one node. */
    public static final class Attributes {

        private final Onnx.NodeProto.Builder node;

        private Attributes(Onnx.NodeProto.Builder node) {
            this.node = node;
        }

        private Onnx.AttributeProto.Builder attribute(String name, Onnx.AttributeProto.AttributeType type) {
            return node.addAttributeBuilder().setName(name).setType(type);
        }

        /** Whole numbers. */
        public Attributes integers(String name, long... numbers) {
            attribute(name, Onnx.AttributeProto.AttributeType.INTS)
                    .addAllInts(LongStream.of(numbers).boxed().toList());
            return this;
        }

        /** A whole number. */
        public Attributes integer(String name, long number) {
            attribute(name, Onnx.AttributeProto.AttributeType.INT).setI(number);
            return this;
        }

        /** A decimal. */
        public Attributes decimal(String name, double number) {
            attribute(name, Onnx.AttributeProto.AttributeType.FLOAT).setF((float) number);
            return this;
        }

        /** A text. */
        public Attributes text(String name, String text) {
            attribute(name, Onnx.AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
            return this;
        }
    }

    /** Gives one node its attributes. */
    @FunctionalInterface
    public interface Settings {

        /** No attributes. */
        Settings NONE = attributes -> {};

        /** Sets them. */
        void set(Attributes attributes);
    }

    /** A float32 input under exactly this name; a size of -1 is left open. */
    public String input(String name, long... shape) {
        graph.addInput(described(name, shape));
        return name;
    }

    private static Onnx.ValueInfoProto.Builder described(String name, long... shape) {
        Onnx.TypeProto.Tensor.Builder type =
                Onnx.TypeProto.Tensor.newBuilder().setElemType(Onnx.TensorProto.DataType.FLOAT_VALUE);
        Onnx.TensorShapeProto.Builder sizes = type.getShapeBuilder();
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] < 0) {
                sizes.addDimBuilder().setDimParam(name + "-" + i);
            } else {
                sizes.addDimBuilder().setDimValue(shape[i]);
            }
        }
        return Onnx.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(Onnx.TypeProto.newBuilder().setTensorType(type));
    }

    /** Makes a value an output under exactly this name; a size of -1 is left open. */
    public void output(String name, String value, long... shape) {
        graph.addNodeBuilder()
                .setOpType("Identity")
                .setName("output-" + name)
                .addInput(value)
                .addOutput(name);
        graph.addOutput(described(name, shape));
    }

    /** Float32 values that do not change. */
    public String constant(float[] numbers, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(numbers.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return constant(Onnx.TensorProto.DataType.FLOAT_VALUE, bytes.array(), shape);
    }

    /** One number, without dimensions. */
    public String constant(double number) {
        return constant(new float[] {(float) number});
    }

    /** Whole numbers, one dimension. */
    public String integers(long... numbers) {
        return integers.computeIfAbsent(Arrays.toString(numbers), key -> {
            ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(numbers);
            return constant(Onnx.TensorProto.DataType.INT64_VALUE, bytes.array(), numbers.length);
        });
    }

    private String constant(int type, byte[] raw, long... shape) {
        String name = fresh("constant");
        graph.addInitializerBuilder()
                .setName(name)
                .setDataType(type)
                .addAllDims(LongStream.of(shape).boxed().toList())
                .setRawData(ByteString.copyFrom(raw));
        return name;
    }

    /** An operator of one output and no attributes. */
    public String node(String type, String... inputs) {
        return node(type, Settings.NONE, inputs);
    }

    /** An operator of one output. */
    public String node(String type, Settings settings, String... inputs) {
        String output = fresh(type);
        added(type, settings, inputs).setName(output).addOutput(output);
        return output;
    }

    /** The second output of an operator, for example the indices that {@code TopK} finds. */
    public String second(String type, Settings settings, String... inputs) {
        String output = fresh(type);
        added(type, settings, inputs).setName(output).addOutput(fresh("first")).addOutput(output);
        return output;
    }

    private Onnx.NodeProto.Builder added(String type, Settings settings, String... inputs) {
        Onnx.NodeProto.Builder node = graph.addNodeBuilder().setOpType(type).addAllInput(List.of(inputs));
        settings.set(new Attributes(node));
        return node;
    }

    /** A sum, a mean or an extreme over some dimensions, which are attributes or inputs of its operator as the opset wants them. */
    public String reduced(String type, String value, boolean keep, long... dimensions) {
        long kept = keep ? 1 : 0;
        return type.equals("ReduceSum") || opset >= AXES_ARE_INPUTS
                ? node(type, node -> node.integer("keepdims", kept), value, integers(dimensions))
                : node(type, node -> node.integer("keepdims", kept).integers("axes", dimensions), value);
    }

    /** The same values in another shape; a size of -1 follows from the others. */
    public String reshaped(String value, long... shape) {
        return node("Reshape", value, integers(shape));
    }

    /** The same values with the dimensions in another order. */
    public String transposed(String value, long... order) {
        return node("Transpose", attributes -> attributes.integers("perm", order), value);
    }

    /** The values from one place of a dimension to before another. */
    public String part(String value, long dimension, long first, long end) {
        return node("Slice", value, integers(first), integers(end), integers(dimension));
    }

    private String fresh(String stem) {
        values++;
        return stem + "-" + values;
    }

    /**
     * Takes in all nodes and weights of another model of one input, which becomes a value of this graph.
     *
     * @param prefix put before the names of its values
     * @return for each value of the other model its name here
     */
    public Map<String, String> embed(byte[] onnx, String value, String prefix) {
        EmbeddedModel model = new EmbeddedModel(onnx, prefix, opset);
        return model.addTo(graph, Map.of(model.onlyInput(), value));
    }

    /**
     * The same of a model of several inputs, each of which becomes a value of this graph; weights may be given as well, as when a model is
     * taken in once more.
     */
    public Map<String, String> embed(byte[] onnx, Map<String, String> values, String prefix) {
        return new EmbeddedModel(onnx, prefix, opset).addTo(graph, values);
    }

    /** Whether some outputs are made of a value. */
    public boolean needs(Collection<String> outputs, String value) {
        return Pruning.needed(graph, outputs).contains(value);
    }

    /** The nodes so far, each after those whose values it takes. */
    public List<Onnx.NodeProto> nodes() {
        return graph.getNodeList();
    }

    /** The values that do not change, without those that nodes make. */
    public List<Onnx.TensorProto> constants() {
        return graph.getInitializerList();
    }

    /** The model so far with these values as its outputs, whatever their types and shapes. */
    public byte[] revealing(Collection<String> shown) {
        Onnx.GraphProto.Builder open = graph.clone().clearOutput();
        shown.forEach(value -> open.addOutputBuilder().setName(value));
        return bytes(Pruning.of(open.build(), shown));
    }

    /** The model as the bytes of an ONNX file, without what no output needs. */
    public byte[] bytes() {
        return bytes(
                graph.getOutputList().stream().map(Onnx.ValueInfoProto::getName).toList());
    }

    /** The same with these outputs only. */
    public byte[] bytes(Collection<String> outputs) {
        return bytes(Pruning.of(graph.build(), outputs));
    }

    private byte[] bytes(Onnx.GraphProto pruned) {
        return Onnx.ModelProto.newBuilder()
                .setIrVersion(opset > OPSET ? LATER_IR_VERSION : IR_VERSION)
                .setProducerName("xvad")
                .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(pruned)
                .build()
                .toByteArray();
    }
}
