package io.xvad.detectors.efficientad;

import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The frozen form of EfficientAD: teacher, student and autoencoder as one graph, from a picture to the map. */
final class EfficientAdExport {

    private final EfficientAdNetworks networks;
    private final OnnxGraph onnx = new OnnxGraph();
    private final String picture;

    private EfficientAdExport(EfficientAdNetworks networks) {
        this.networks = networks;
        int size = networks.shape().size();
        this.picture = onnx.input(PatchDescription.PICTURES, 1, 3, size, size);
    }

    static byte[] of(EfficientAdNetworks networks) {
        return new EfficientAdExport(networks).bytes();
    }

    private byte[] bytes() {
        int size = networks.shape().size();
        float[] none = new float[3 * size * size];
        Map<String, INDArray> example = networks.studentInputs(none);
        Map<String, String> inputs = new HashMap<>();
        inputs.put(PatchDescription.PICTURES, picture);
        inputs.put(EfficientAdGraph.DESCRIPTION, described());
        inputs.put(EfficientAdGraph.OTHERS, onnx.constant(none, 1, 3, size, size));
        SameDiffTranslation student = new SameDiffTranslation(networks.student().graph(), onnx, inputs, example);
        String structural = scaled(student.value(EfficientAdGraph.STRUCTURAL), networks.structural());
        String logical = scaled(student.value(EfficientAdGraph.LOGICAL), networks.logical());
        String both = onnx.node("Mul", onnx.node("Add", structural, logical), onnx.constant(0.5));
        int side = networks.shape().side();
        onnx.output(FrozenEfficientAd.MAP, onnx.reshaped(both, 1, side, side), 1, side, side);
        return onnx.bytes();
    }

    /** What the teacher says, standardised. */
    private String described() {
        int size = networks.shape().size();
        SameDiffTranslation teacher = new SameDiffTranslation(
                networks.teacher().graph(),
                onnx,
                Map.of(PatchDescription.PICTURES, picture),
                Map.of(PatchDescription.PICTURES, Nd4j.zeros(1, 3, size, size)));
        return networks.standardisation().apply(onnx, teacher.value(PatchDescription.DESCRIPTION));
    }

    private String scaled(String map, MapScaling scaling) {
        return onnx.node("Mul", onnx.node("Sub", map, onnx.constant(scaling.low())), onnx.constant(scaling.slope()));
    }
}
