package io.xvad.detectors.pretext;

import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageFinding;
import io.xvad.detectors.network.ImageRecipe;
import io.xvad.detectors.network.Sensitivity;
import io.xvad.training.Trainable;
import io.xvad.training.WeightedSum;
import io.xvad.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Moves each value of a picture a little so that the network becomes surer (Liang et al. 2018, equation 2). The score is
 * the negative confidence after that, averaged over the versions; the map is how strongly each pixel moves the confidence.
 */
public final class Perturbation implements ImageFinding {

    private final Trainable net;
    private final WeightedSum confidences;
    private final Versions versions;
    private final double epsilon;

    /** For a network whose training has ended. */
    public Perturbation(Trainable net, Versions versions, double epsilon) {
        this.net = net;
        this.versions = versions;
        this.epsilon = epsilon;
        this.confidences = new WeightedSum(net, ClassifierGraph.CONFIDENCE, ImageRecipe.INPUT);
    }

    @Override
    public Found of(Map<String, INDArray> inputs) {
        float[] gradient = gradient(inputs);
        return Found.of(versions.joined(strength(gradient)), -confidence(inputs, gradient, epsilon));
    }

    /** The mean confidence of the versions when moved so far. */
    public double confidence(Map<String, INDArray> inputs, double length) {
        return confidence(inputs, gradient(inputs), length);
    }

    private float[] gradient(Map<String, INDArray> inputs) {
        INDArray pictures = Objects.requireNonNull(inputs.get(ImageRecipe.INPUT));
        float[] each = new float[Math.toIntExact(pictures.size(0))];
        Arrays.fill(each, 1);
        return confidences.gradient(inputs, each, ImageRecipe.INPUT);
    }

    private double confidence(Map<String, INDArray> inputs, float[] gradient, double length) {
        INDArray pictures = Objects.requireNonNull(inputs.get(ImageRecipe.INPUT));
        float[] steps = new float[gradient.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (float) (length * Math.signum(gradient[i]));
        }
        Map<String, INDArray> moved = new HashMap<>(inputs);
        moved.put(ImageRecipe.INPUT, Nd4j.create(steps, pictures.shape(), 'c').addi(pictures));
        float[] each = net.run(moved, ClassifierGraph.CONFIDENCE);
        double sum = 0;
        for (float one : each) {
            sum += one;
        }
        return sum / each.length;
    }

    /** How strongly each pixel of each version moves the confidence: absolute values, added up over channels. */
    private float[] strength(float[] gradient) {
        int cells = versions.size() * versions.size();
        float[] strength = new float[gradient.length / 3];
        for (int i = 0; i < gradient.length; i++) {
            strength[i / (3 * cells) * cells + i % cells] += Math.abs(gradient[i]);
        }
        return strength;
    }

    /** Map and score in ONNX. */
    static ImageExport.Outputs in(ImageExport export, double epsilon) {
        OnnxGraph onnx = export.onnx();
        String map = Sensitivity.in(export, ClassifierGraph.CONFIDENCE);
        String direction = onnx.node("Sign", export.gradient(ImageRecipe.INPUT));
        String moved = onnx.node("Add", export.pictures(), onnx.node("Mul", direction, onnx.constant((float) epsilon)));
        String sure = export.translation(moved).value(ClassifierGraph.CONFIDENCE);
        String mean = onnx.node("ReduceMean", node -> node.integer("keepdims", 0), sure);
        return new ImageExport.Outputs(map, Optional.of(onnx.node("Neg", mean)));
    }
}
