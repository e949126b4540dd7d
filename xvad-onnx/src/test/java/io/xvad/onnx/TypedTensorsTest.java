package io.xvad.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.NetworkSignature;
import io.xvad.core.engine.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import onnx.Onnx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypedTensorsTest {

    private static final OnnxRuntimeEngine ENGINE = new OnnxRuntimeEngine();

    @TempDir
    private Path directory = Path.of("");

    private static Onnx.ValueInfoProto value(String name, int type) {
        return Onnx.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(Onnx.TypeProto.newBuilder()
                        .setTensorType(Onnx.TypeProto.Tensor.newBuilder()
                                .setElemType(type)
                                .setShape(Onnx.TensorShapeProto.newBuilder()
                                        .addDim(Onnx.TensorShapeProto.Dimension.newBuilder()
                                                .setDimParam("n")))))
                .build();
    }

    private static Onnx.NodeProto node(String operator, String output, String... inputs) {
        return Onnx.NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }

    /** Chooses between two lists of tokens, denies the choice, and negates scores. */
    private static byte[] network() {
        Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder().setName("typed");
        graph.addInput(value("keep", Onnx.TensorProto.DataType.BOOL_VALUE));
        graph.addInput(value("tokens", Onnx.TensorProto.DataType.INT64_VALUE));
        graph.addInput(value("others", Onnx.TensorProto.DataType.INT64_VALUE));
        graph.addInput(value("scores", Onnx.TensorProto.DataType.FLOAT_VALUE));
        graph.addNode(node("Where", "chosen", "keep", "tokens", "others"));
        graph.addNode(node("Not", "denied", "keep"));
        graph.addNode(node("Neg", "negated", "scores"));
        graph.addOutput(value("chosen", Onnx.TensorProto.DataType.INT64_VALUE));
        graph.addOutput(value("denied", Onnx.TensorProto.DataType.BOOL_VALUE));
        graph.addOutput(value("negated", Onnx.TensorProto.DataType.FLOAT_VALUE));
        return model(graph.build());
    }

    private static byte[] model(Onnx.GraphProto graph) {
        return Onnx.ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static final List<String> OUTPUTS = List.of("chosen", "denied", "negated");

    private static final Map<String, Tensor> INPUTS = Map.of(
            "keep", Tensor.ofBooleans(new boolean[] {true, false, true}, 3),
            "tokens", Tensor.ofLongs(new long[] {1, 2, 3L << 40}, 3),
            "others", Tensor.ofLongs(new long[] {-1, -2, -3}, 3),
            "scores", Tensor.of(new float[] {0.5f, -1, 2}, 3));

    private static void requireRight(Network network) {
        Map<String, Tensor> found = network.run(INPUTS);
        assertThat(network.inputNames()).containsExactlyInAnyOrder("keep", "tokens", "others", "scores");
        assertThat(Objects.requireNonNull(found.get("chosen")).longs()).containsExactly(1, -2, 3L << 40);
        assertThat(Objects.requireNonNull(found.get("denied")).booleans()).containsExactly(false, true, false);
        assertThat(Objects.requireNonNull(found.get("negated")).toArray()).containsExactly(-0.5f, 1, -2);
    }

    @Test
    void tokensAndTruthValuesGoInAndOutBesideNumbers() {
        try (Network network = ENGINE.open(network(), OUTPUTS, 1)) {
            requireRight(network);
            requireRight(network);
        }
    }

    @Test
    void aNetworkIsOpenedFromItsFile() throws IOException {
        Path file = Files.write(directory.resolve("typed.onnx"), network());
        try (Network network = ENGINE.open(file, OUTPUTS, 1)) {
            requireRight(network);
        }
    }

    @Test
    void weightsMayLieInAFileBesideTheNetwork() throws IOException {
        ByteBuffer weight =
                ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(2.5f);
        Files.write(directory.resolve("weights.bin"), weight.array());
        Onnx.TensorProto outside = Onnx.TensorProto.newBuilder()
                .setName("weight")
                .setDataType(Onnx.TensorProto.DataType.FLOAT_VALUE)
                .addDims(1)
                .setDataLocation(Onnx.TensorProto.DataLocation.EXTERNAL)
                .addExternalData(Onnx.StringStringEntryProto.newBuilder()
                        .setKey("location")
                        .setValue("weights.bin"))
                .build();
        Onnx.GraphProto graph = Onnx.GraphProto.newBuilder()
                .setName("outside")
                .addInput(value("x", Onnx.TensorProto.DataType.FLOAT_VALUE))
                .addInitializer(outside)
                .addNode(node("Mul", "y", "x", "weight"))
                .addOutput(value("y", Onnx.TensorProto.DataType.FLOAT_VALUE))
                .build();
        Path file = Files.write(directory.resolve("outside.onnx"), model(graph));
        try (Network network = ENGINE.open(file, List.of("y"), 1)) {
            Tensor y = network.run(Tensor.of(new float[] {2}, 1)).get("y");
            assertThat(Objects.requireNonNull(y).toArray()).containsExactly(5);
        }
    }

    @Test
    void aFileThatIsMissingOrNoNetworkIsAnErrorThatNamesIt() throws IOException {
        assertThatThrownBy(() -> ENGINE.open(directory.resolve("none.onnx"), OUTPUTS, 1))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("none.onnx");
        Path text = Files.writeString(directory.resolve("text.onnx"), "hello");
        assertThatThrownBy(() -> ENGINE.open(text, OUTPUTS, 1)).isInstanceOf(XvadModelException.class);
    }

    @Test
    void aTensorOfAnotherTypeIsRefused() {
        try (Network network = ENGINE.open(network(), OUTPUTS, 1)) {
            Map<String, Tensor> wrong = new HashMap<>(INPUTS);
            wrong.put("tokens", Tensor.of(new float[] {1, 2, 3}, 3));
            assertThatThrownBy(() -> network.run(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Gives each number back as float32; bytes are widened first, for they have no negative. */
    private static byte[] narrow() {
        Onnx.AttributeProto floats = Onnx.AttributeProto.newBuilder()
                .setName("to")
                .setType(Onnx.AttributeProto.AttributeType.INT)
                .setI(Onnx.TensorProto.DataType.FLOAT_VALUE)
                .build();
        Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder().setName("narrow");
        Map<String, Integer> types = Map.of(
                "bytes", Onnx.TensorProto.DataType.UINT8_VALUE,
                "ints", Onnx.TensorProto.DataType.INT32_VALUE,
                "halves", Onnx.TensorProto.DataType.FLOAT16_VALUE);
        types.forEach((name, type) -> {
            graph.addInput(value(name, type));
            graph.addNode(node("Cast", "same " + name, name).toBuilder().addAttribute(floats));
            graph.addOutput(value("same " + name, Onnx.TensorProto.DataType.FLOAT_VALUE));
        });
        return model(graph.build());
    }

    private static Map<String, Tensor> narrowInputs(long largest) {
        return Map.of(
                "bytes", Tensor.ofLongs(new long[] {0, 127, 128, largest}, 4),
                "ints", Tensor.ofLongs(new long[] {-1, 1 << 20}, 2),
                "halves", Tensor.of(new float[] {0.5f, -2, 1 / 3f}, 3));
    }

    @Test
    void numbersOfFewerBitsAreNarrowed() {
        try (Network network = ENGINE.open(narrow(), List.of(), 1)) {
            Map<String, Tensor> found = network.run(narrowInputs(255));
            assertThat(Objects.requireNonNull(found.get("same bytes")).toArray())
                    .containsExactly(0, 127, 128, 255);
            assertThat(Objects.requireNonNull(found.get("same ints")).toArray()).containsExactly(-1, 1 << 20);
            assertThat(Objects.requireNonNull(found.get("same halves")).toArray())
                    .containsExactly(0.5f, -2, 0.33325195f);
            assertThatThrownBy(() -> network.run(narrowInputs(256)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("256");
        }
    }

    @Test
    void aNetworkTellsWhatItTakesAndGives() {
        try (Network all = ENGINE.open(network(), List.of(), 1);
                Network one = ENGINE.open(network(), List.of("denied"), 1)) {
            NetworkSignature signature = all.signature().orElseThrow();
            assertThat(signature.inputs())
                    .containsEntry("tokens", new NetworkSignature.Value("int64", -1))
                    .containsEntry("keep", new NetworkSignature.Value("bool", -1))
                    .containsOnlyKeys("keep", "tokens", "others", "scores");
            assertThat(signature.outputs()).containsOnlyKeys("chosen", "denied", "negated");
            assertThat(signature.outputs().get("negated")).hasToString("float32 [?]");
            assertThat(one.signature().orElseThrow().outputs()).containsOnlyKeys("denied");
            requireRight(all);
        }
    }
}
