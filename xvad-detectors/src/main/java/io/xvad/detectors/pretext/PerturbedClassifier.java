package io.xvad.detectors.pretext;

import io.xvad.core.Image;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.progress.Cancellation;
import io.xvad.data.preprocess.Normalize;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.training.backward.BackwardPass;
import io.xvad.training.classifier.OnnxClassifier;
import io.xvad.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The ONNX graph of a classifier that is asked how confident it is after each value of the image was moved a little to make it more
 * confident (Liang et al., 2018, equation 2; Lee et al., 2018, equation 3). Immutable.
 *
 * @param file the classifier
 * @param pixels what it sees
 * @param size side of its images
 * @param confidence what is made of its outputs
 */
record PerturbedClassifier(OnnxClassifier file, ClassifierPixels pixels, int size, Confidence confidence) {

    private static final String IMAGE = "image";
    private static final String EPSILON = "epsilon";

    /** The length among those of a search that makes it most confident of some images. */
    double best(List<Image> images, int threads) {
        OnnxGraph onnx = file.graph();
        addTo(onnx, () -> onnx.input(EPSILON, 1));
        EpsilonSearch search = new EpsilonSearch();
        try (Network network = Engines.ofAnyNetwork()
                .orElseThrow(Engines::none)
                .open(onnx.bytes(List.of(ImageNetwork.SCORE)), List.of(ImageNetwork.SCORE), threads)) {
            for (Image image : images) {
                Cancellation.check();
                Tensor input = Tensor.owning(NetworkImages.seen(image, size), 1, 3, size, size);
                search.add(epsilon -> -score(
                        network.run(Map.of(IMAGE, input, EPSILON, Tensor.owning(new float[] {(float) epsilon}, 1)))));
            }
        }
        return search.best();
    }

    private static double score(Map<String, Tensor> outputs) {
        return Objects.requireNonNull(outputs.get(ImageNetwork.SCORE)).buffer().get(0);
    }

    /** The graph with this length of the perturbation. */
    SavedNetwork saved(double epsilon) {
        OnnxGraph onnx = file.graph();
        addTo(onnx, () -> onnx.constant((float) epsilon));
        return SavedNetwork.of(onnx.bytes(), Map.of());
    }

    /** Names the length of the perturbation, once the gradient is there. */
    @FunctionalInterface
    private interface Length {
        String value();
    }

    private void addTo(OnnxGraph onnx, Length epsilon) {
        String image = onnx.input(IMAGE, 1, 3, size, size);
        Map<String, String> first = file.addTo(onnx, normalised(onnx, image), "classifier-", Map.of());
        String gradient = BackwardPass.gradient(onnx, confidence.in(onnx, first), IMAGE, 1, 3, size, size);
        String step = onnx.node("Mul", onnx.node("Sign", gradient), epsilon.value());
        String moved = normalised(onnx, onnx.node("Add", image, step));
        Map<String, String> second = file.addTo(onnx, moved, "moved-", first);
        String score = onnx.node("Neg", confidence.in(onnx, second));
        onnx.output(ImageNetwork.MAP, onnx.reduced("ReduceSum", onnx.node("Abs", gradient), false, 1), 1, size, size);
        onnx.output(ImageNetwork.SCORE, onnx.reshaped(score, 1), 1);
    }

    private String normalised(OnnxGraph onnx, String image) {
        Normalize normalize = pixels.normalize();
        String centred = onnx.node("Sub", image, onnx.constant(floats(normalize.mean()), 1, 3, 1, 1));
        return onnx.node("Div", centred, onnx.constant(floats(normalize.std()), 1, 3, 1, 1));
    }

    private static float[] floats(List<Float> values) {
        return new float[] {values.get(0), values.get(1), values.get(2)};
    }
}
