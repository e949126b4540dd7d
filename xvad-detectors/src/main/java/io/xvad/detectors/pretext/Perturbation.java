package io.xvad.detectors.pretext;

import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.Sensitivity;
import io.xvad.training.Trainable;
import io.xvad.training.onnx.OnnxGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Moves each value of an image a little so that the network becomes more confident (Liang et al., 2018, equation 2). The score
 * of each transformed image is its negative confidence after that; its map is how strongly each pixel moves the confidence.
 * Not thread-safe.
 */
public final class Perturbation {

    private final Trainable net;
    private final Sensitivity sensitivity;

    /** Perturbs by a network whose training has ended, with {@link ResidualClassifier#CONFIDENCE}. */
    public Perturbation(Trainable net) {
        this.net = net;
        this.sensitivity = new Sensitivity(net, ResidualClassifier.CONFIDENCE);
    }

    /** Maps and scores of transformed images that are moved by {@code epsilon}. */
    Map<String, INDArray> found(Map<String, INDArray> inputs, double epsilon) {
        float[] gradient = sensitivity.gradient(inputs);
        float[] scores = confidences(inputs, gradient, epsilon);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = -scores[i];
        }
        int size = Math.toIntExact(images(inputs).size(2));
        return Map.of(
                ImageNetwork.MAP, Sensitivity.map(gradient, size), ImageNetwork.SCORE, Nd4j.createFromArray(scores));
    }

    /** The mean confidence of images that are moved by {@code epsilon}. */
    double confidence(Map<String, INDArray> inputs, double epsilon) {
        return mean(confidences(inputs, sensitivity.gradient(inputs), epsilon));
    }

    private static double mean(float[] confidences) {
        double sum = 0;
        for (float confidence : confidences) {
            sum += confidence;
        }
        return sum / confidences.length;
    }

    /** The length that makes the network most confident of some images (Hsu et al., 2020, section 3.2). */
    double best(List<float[]> images, Function<float[], Map<String, INDArray>> transformed) {
        EpsilonSearch search = new EpsilonSearch();
        for (float[] image : images) {
            Cancellation.check();
            Map<String, INDArray> inputs = transformed.apply(image);
            float[] gradient = sensitivity.gradient(inputs);
            search.add(epsilon -> mean(confidences(inputs, gradient, epsilon)));
            inputs.values().forEach(INDArray::close);
        }
        return search.best();
    }

    private float[] confidences(Map<String, INDArray> inputs, float[] gradient, double epsilon) {
        INDArray images = images(inputs);
        float[] steps = new float[gradient.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (float) (epsilon * Math.signum(gradient[i]));
        }
        try (INDArray moved = Nd4j.create(steps, images.shape(), 'c')) {
            Map<String, INDArray> others = new HashMap<>(inputs);
            others.put(ImageNetwork.INPUT, moved.addi(images));
            return net.run(others, ResidualClassifier.CONFIDENCE);
        }
    }

    private static INDArray images(Map<String, INDArray> inputs) {
        return Objects.requireNonNull(inputs.get(ImageNetwork.INPUT));
    }

    /** Maps and the mean score in ONNX. */
    static ImageExport.Found in(ImageExport export, double epsilon) {
        OnnxGraph onnx = export.onnx();
        String map = Sensitivity.in(export, ResidualClassifier.CONFIDENCE);
        String direction = onnx.node("Sign", export.gradient(ImageNetwork.INPUT));
        String moved = onnx.node("Add", export.images(), onnx.node("Mul", direction, onnx.constant((float) epsilon)));
        String confidences = export.translation(moved).value(ResidualClassifier.CONFIDENCE);
        String mean = onnx.node("ReduceMean", node -> node.integer("keepdims", 0), confidences);
        return new ImageExport.Found(map, Optional.of(onnx.node("Neg", mean)));
    }
}
