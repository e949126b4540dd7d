package io.xvad.detectors.pretext;

import io.xvad.core.Image;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.training.classifier.OnnxClassifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/** An ONNX classifier, run by an engine of ONNX forwards and, where its operators allow, backwards. Thread-safe. */
final class OwnOnnxClassifier implements OwnClassifier {

    private final OnnxClassifier file;
    private final Options options;
    private final List<String> asked;
    private final ClassifierPixels pixels;
    private final int size;
    private final byte[] forward;
    private final List<String> outputs;
    private final Network network;

    OwnOnnxClassifier(byte[] bytes, Options options, List<String> asked) {
        this.file = OnnxClassifier.of(bytes);
        this.options = options;
        this.asked = asked;
        this.pixels = ClassifierPixels.named(options.get(PretextOptions.CLASSIFIER_PIXELS));
        this.size = file.outline().size() > 0 ? file.outline().size() : ImageOptions.size(options);
        this.outputs = new ArrayList<>(
                asked.isEmpty() ? file.outline().features().stream().toList() : asked);
        outputs.remove(logits());
        outputs.add(logits());
        this.forward = file.withOutputs(outputs);
        this.network = Engines.ofAnyNetwork()
                .orElseThrow(Engines::none)
                .open(forward, outputs, options.get(FeatureOptions.THREADS));
        try {
            requireClasses();
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private void requireClasses() {
        Tensor logits =
                Objects.requireNonNull(outputs(new float[3 * size * size]).get(logits()));
        if (logits.rank() != 2 || logits.size(1) < 2) {
            throw new XvadModelException("a classifier's first output must be of shape (N, classes), '" + logits()
                    + "' is of shape " + Arrays.toString(logits.shape()));
        }
    }

    @Override
    public String logits() {
        return file.outline().logits();
    }

    @Override
    public List<String> layers() {
        if (!asked.isEmpty()) {
            return asked;
        }
        return List.of(file.outline()
                .features()
                .orElseThrow(() -> new XvadModelException(
                        "the classifier does not end in a linear layer (Gemm or MatMul), '" + logits()
                                + "' does not come from one; name the values to look at in classifier-layers")));
    }

    @Override
    public Map<String, Tensor> outputs(Image image) {
        return outputs(NetworkImages.seen(image, size));
    }

    private Map<String, Tensor> outputs(float[] image) {
        return network.run(Tensor.owning(pixels.seen(image), 1, 3, size, size));
    }

    @Override
    public ClassifierScore score(Confidence confidence, OptionalDouble epsilon, List<Image> images) {
        int threads = options.get(FeatureOptions.THREADS);
        try {
            PerturbedClassifier graph = new PerturbedClassifier(file, pixels, size, confidence);
            double length = epsilon.orElseGet(() -> graph.best(images, threads));
            return new PerturbedScore(graph.saved(length), size, threads);
        } catch (XvadModelException e) {
            if (epsilon.orElse(1) == 0) {
                return new ForwardScore(forward, outputs, size, options, confidence);
            }
            throw new XvadModelException(
                    "the classifier cannot be perturbed: " + e.getMessage() + "; with " + PretextOptions.EPSILON.name()
                            + "=0 it is only run forwards",
                    e);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
