package io.xvad.detectors.stfpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.training.MadeUp;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.dl4j.NetworkArchitecture;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import onnx.Onnx;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TeachersArchitectureTest {

    private static final BackboneSpec TEACHER = BackboneSpec.packaged();
    private static final List<String> LAYERS =
            TEACHER.layers().stream().map(BackboneSpec.Layer::name).toList();
    private static final int SIZE = 64;
    private static final float NORMALISATION_EPSILON = 1e-5f;

    @Test
    void withTheWeightsOfItsTeacherAStudentIsItsTeacher() throws Exception {
        Trainable net = new Trainable(1);
        SDVariable images = net.input("images", 3, SIZE, SIZE);
        Map<String, SDVariable> student =
                NetworkArchitecture.of(TEACHER.onnx(), LAYERS).on(net, Mode.SCORING, images);
        net.restore(teachers(net.values()));
        INDArray image = MadeUp.input(1, 1, 3, SIZE, SIZE);
        try (Network teacher = Engines.named("dl4j").open(TEACHER.onnx(), LAYERS, 1)) {
            Map<String, Tensor> wanted = teacher.run(Tensor.owning(image.data().asFloat(), 1, 3, SIZE, SIZE));
            for (String layer : LAYERS) {
                String output = Objects.requireNonNull(student.get(layer)).name();
                assertThat(net.run(Map.of("images", image), output))
                        .as(layer)
                        .containsExactly(
                                Objects.requireNonNull(wanted.get(layer)).toArray(), within(1e-3f));
            }
        }
    }

    /** Kernels of the teacher, its biases as shifts, and normalisations that change nothing. */
    private static Map<String, float[]> teachers(Map<String, float[]> untrained) throws Exception {
        Onnx.GraphProto graph = Onnx.ModelProto.parseFrom(TEACHER.onnx()).getGraph();
        Map<String, INDArray> constants = new HashMap<>();
        graph.getInitializerList().forEach(constant -> constants.put(constant.getName(), array(constant)));
        Map<String, float[]> weights = new HashMap<>(untrained);
        for (int i = 0; i < graph.getNodeCount(); i++) {
            Onnx.NodeProto node = graph.getNode(i);
            if (node.getOpType().equals("Conv")) {
                INDArray kernels = Objects.requireNonNull(constants.get(node.getInput(1)));
                boolean depthwise = kernels.size(1) == 1;
                INDArray ordered = depthwise ? kernels.permute(2, 3, 0, 1) : kernels.permute(2, 3, 1, 0);
                weights.put("layer-" + i, ordered.dup('c').data().asFloat());
                weights.put(
                        "layer-" + i + "-norm-shift",
                        Objects.requireNonNull(constants.get(node.getInput(2)))
                                .data()
                                .asFloat());
                float[] variance = new float[(int) kernels.size(0)];
                Arrays.fill(variance, 1 - NORMALISATION_EPSILON);
                weights.put("layer-" + i + "-norm-running-variance", variance);
            }
        }
        return weights;
    }

    private static INDArray array(Onnx.TensorProto constant) {
        float[] values = new float[constant.getRawData().size() / Float.BYTES];
        constant.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        long[] shape =
                constant.getDimsList().stream().mapToLong(Long::longValue).toArray();
        return Nd4j.create(values, shape, 'c');
    }

    @Test
    void theTrainingFormHasTheSameWeightsAndOtherNormalisations() {
        Trainable net = new Trainable(1);
        SDVariable images = net.input("images", 3, SIZE, SIZE);
        NetworkArchitecture architecture = NetworkArchitecture.of(TEACHER.onnx(), List.of("stride4"));
        String training = Objects.requireNonNull(
                        architecture.on(net, Mode.TRAINING, images).get("stride4"))
                .name();
        List<String> weights = net.names();
        String scoring = Objects.requireNonNull(
                        architecture.on(net, Mode.SCORING, images).get("stride4"))
                .name();
        assertThat(net.names()).isEqualTo(weights);
        Map<String, INDArray> inputs = Map.of("images", MadeUp.input(1, 2, 3, SIZE, SIZE));
        INDArray normal = Nd4j.create(net.run(inputs, training)).reshape(2, 24, SIZE * SIZE / 16);
        assertThat(normal.mean(0, 2).data().asFloat()).containsOnly(new float[] {0}, within(1e-4f));
        assertThat(net.run(inputs, scoring)).isNotEqualTo(normal.data().asFloat());
    }

    @Test
    void anOperatorThatIsNotTakenIsNamed() {
        Onnx.ModelProto model = Onnx.ModelProto.newBuilder()
                .setGraph(Onnx.GraphProto.newBuilder()
                        .addInput(Onnx.ValueInfoProto.newBuilder().setName("input"))
                        .addNode(Onnx.NodeProto.newBuilder()
                                .setName("gelu-1")
                                .setOpType("Gelu")
                                .addInput("input")
                                .addOutput("features")))
                .build();
        assertThatThrownBy(() -> NetworkArchitecture.of(model.toByteArray(), List.of("features")))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("Gelu 'gelu-1'");
    }
}
