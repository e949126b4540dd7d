package io.xvad.explainers;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.GuidesGradients;
import io.xvad.core.capability.PropagatesRelevance;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RelevanceRule;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.training.dl4j.Backward;
import io.xvad.training.dl4j.Dl4jEngine;
import io.xvad.training.dl4j.Dl4jNetwork;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A small network whose score is one of its outputs; its normal version of everything is black. */
public record ToyNetwork(Dl4jNetwork network, int target)
        implements FittedDetector, Differentiable, GuidesGradients, PropagatesRelevance, Reconstructs {

    public static ToyNetwork open(byte[] onnx, int target) {
        return new ToyNetwork(new Dl4jEngine().open(onnx, List.of("layer", "output"), 0), target);
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = (Image) sample;
        Tensor output = Objects.requireNonNull(network.run(batch(image)).get("output"));
        return Detection.undecided(image.id(), output.buffer().get(target), List.of());
    }

    private static Tensor batch(Image image) {
        return Tensor.of(image.toArray(), 1, image.channels(), image.height(), image.width());
    }

    private static Tensor withoutBatch(Tensor tensor) {
        return Tensor.of(tensor.toArray(), tensor.size(1), tensor.size(2), tensor.size(3));
    }

    private Map<String, Tensor> onlyTarget(Map<String, Tensor> values, boolean relevance) {
        Tensor output = Objects.requireNonNull(values.get("output"));
        float[] start = new float[output.size(1)];
        start[target] = relevance ? output.buffer().get(target) : 1;
        return Map.of("output", Tensor.of(start, output.shape()));
    }

    private Backward backward(Image image, boolean guided) {
        return network.backward(batch(image), values -> onlyTarget(values, false), guided);
    }

    @Override
    public List<String> activations() {
        return List.of("layer");
    }

    @Override
    public Tensor inputGradient(Image image) {
        return withoutBatch(backward(image, false).input().orElseThrow());
    }

    @Override
    public Tensor guidedGradient(Image image) {
        return withoutBatch(backward(image, true).input().orElseThrow());
    }

    @Override
    public ActivationGradient activationGradient(Image image, String activation) {
        Backward backward = network.backwardTo(activation, batch(image), values -> onlyTarget(values, false));
        return new ActivationGradient(
                withoutBatch(Objects.requireNonNull(backward.activations().get(activation))),
                withoutBatch(Objects.requireNonNull(backward.gradients().get(activation))));
    }

    @Override
    public Tensor relevance(Image image, RelevanceRule rule, boolean biases) {
        return withoutBatch(network.relevance(batch(image), values -> onlyTarget(values, true), rule, biases));
    }

    @Override
    public Image reconstruct(Image image) {
        float[] black = new float[image.channels() * image.height() * image.width()];
        return Image.of(image.id(), image.channels(), image.height(), image.width(), black);
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none()
                .with(Differentiable.class, this)
                .with(GuidesGradients.class, this)
                .with(PropagatesRelevance.class, this)
                .with(Reconstructs.class, this);
    }

    @Override
    public Provenance provenance() {
        return new Provenance("toy-network", Map.of(), 0, 0, "none", "test");
    }

    @Override
    public void save(ModelWriter model) {
        throw new UnsupportedOperationException("lives in tests only");
    }

    @Override
    public void close() {
        network.close();
    }
}
