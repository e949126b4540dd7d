package io.xvad.detectors.gradcon;

import io.xvad.detectors.network.ImageExport;
import io.xvad.training.GradientPenalty;
import io.xvad.training.Trainable;
import io.xvad.training.onnx.OnnxGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How well the gradients of an image's reconstruction error by the decoder's weights align with those of training (Kwon et
 * al., 2020): minus the mean over layers of the cosine with the running mean of the gradients of all steps.
 */
final class GradientAlignment implements GradientPenalty {

    private static final String AVERAGE = "average-gradient-";
    private static final String STEPS = "gradient-steps";
    private static final double EPSILON = 1e-12;

    private final Trainable net;
    private final List<String> layers;
    private final double weight;

    /**
     * Aligns the gradients of some weights of a net on which {@link #remember} was called.
     *
     * @param weight factor of the penalty
     */
    GradientAlignment(Trainable net, List<String> layers, double weight) {
        this.net = net;
        this.layers = List.copyOf(layers);
        this.weight = weight;
    }

    /** Makes room for the running means. */
    static void remember(Trainable net, List<String> layers) {
        layers.forEach(name -> net.kept(
                AVERAGE + name, 0, net.graph().getVariable(name).getArr().shape()));
        net.kept(STEPS, 0, 1);
    }

    /** The penalty without its derivative: minus the mean cosine; 0 before the first step. */
    double value(Map<String, INDArray> gradients) {
        double sum = 0;
        for (String name : layers) {
            sum += cosine(average(name), gradient(gradients, name));
        }
        return -sum / layers.size();
    }

    @Override
    public Slope of(Map<String, INDArray> gradients) {
        if (net.value(STEPS)[0] == 0) {
            return new Slope(0, Map.of());
        }
        Map<String, INDArray> derivative = new LinkedHashMap<>();
        for (String name : layers) {
            derivative.put(
                    name, derivative(average(name), gradient(gradients, name)).muli(-weight / layers.size()));
        }
        return new Slope(weight * value(gradients), derivative);
    }

    @Override
    public void stepped(Map<String, INDArray> gradients) {
        float steps = net.value(STEPS)[0] + 1;
        for (String name : layers) {
            INDArray average = average(name);
            average.addi(gradient(gradients, name).sub(average).divi(steps));
        }
        net.keep(STEPS, new float[] {steps});
    }

    /** The same in ONNX: the gradients of the graph's loss by the layers against what was remembered. */
    static String in(ImageExport export, List<String> layers) {
        OnnxGraph onnx = export.onnx();
        String sum = onnx.constant(0);
        for (String name : layers) {
            String average = onnx.reshaped(export.value(AVERAGE + name), -1);
            String gradient = onnx.reshaped(export.gradient(name), -1);
            String lengths = onnx.node("Mul", length(onnx, average), length(onnx, gradient));
            String cosine =
                    onnx.node("Div", total(onnx, average, gradient), onnx.node("Add", lengths, onnx.constant(EPSILON)));
            sum = onnx.node("Sub", sum, cosine);
        }
        return onnx.node("Div", sum, onnx.constant(layers.size()));
    }

    private static String length(OnnxGraph onnx, String value) {
        return onnx.node("Sqrt", total(onnx, value, value));
    }

    private static String total(OnnxGraph onnx, String a, String b) {
        return onnx.node("ReduceSum", node -> node.integer("keepdims", 0), onnx.node("Mul", a, b));
    }

    private INDArray average(String name) {
        return Objects.requireNonNull(net.graph().getVariable(AVERAGE + name).getArr());
    }

    private static INDArray gradient(Map<String, INDArray> gradients, String name) {
        return Objects.requireNonNull(gradients.get(name));
    }

    private static double dot(INDArray a, INDArray b) {
        try (INDArray product = a.mul(b)) {
            return product.sumNumber().doubleValue();
        }
    }

    private static double length(INDArray a) {
        return a.norm2Number().doubleValue();
    }

    private static double cosine(INDArray average, INDArray gradient) {
        return dot(average, gradient) / (length(average) * length(gradient) + EPSILON);
    }

    /** The derivative of the cosine by the gradient: {@code a / (|a| |g|) - cos g / |g|^2}. */
    private static INDArray derivative(INDArray average, INDArray gradient) {
        double length = length(gradient);
        if (length == 0) {
            return Nd4j.zeros(gradient.shape());
        }
        INDArray towards = average.mul(1 / (length(average) * length + EPSILON));
        return towards.subi(gradient.mul(cosine(average, gradient) / (length * length)));
    }
}
