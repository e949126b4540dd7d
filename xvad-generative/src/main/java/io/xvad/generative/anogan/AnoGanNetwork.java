package io.xvad.generative.anogan;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.engine.Network;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.generative.gan.AdversarialLoss;
import io.xvad.generative.gan.Dcgan;
import io.xvad.generative.gan.Discriminator;
import io.xvad.generative.gan.GanOptions;
import io.xvad.generative.gan.GanTraining;
import io.xvad.generative.gan.ImageRange;
import io.xvad.generative.gan.Pyramid;
import io.xvad.training.Descent;
import io.xvad.training.GradientFunction;
import io.xvad.training.Mode;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The graph of AnoGAN, twice over the same weights. For the generator: images of codes, and what it costs that the discriminator tells them
 * from real ones. For the search of codes, with both networks frozen: {@code (1 - lambda) sum |x - G(z)| + lambda sum |f(x) - f(G(z))|}
 * for each code z (Schlegl et al., 2017, equations 2 to 4), the first sum over the pixels of the mean over channels, the second over the features f that the
 * discriminator's last layer sees. Each code has its row, and rows do not see each other.
 */
final class AnoGanNetwork {

    private static final Descent ADAM = new Descent.Adam(0.5, 0.999);
    private static final String TOTAL = "search-loss";
    private static final long DISCRIMINATOR = 41;

    private final Trainable net;
    private final Pyramid pyramid;
    private final int latent;
    private final int rows;

    AnoGanNetwork(Options options, long seed) {
        this(
                Pyramid.of(options),
                options.get(GanOptions.LATENT),
                options.get(AnoGan.STARTS),
                options.get(AnoGan.FEATURE_WEIGHT),
                seed);
    }

    /**
     * Networks whose weights are drawn.
     *
     * @param rows codes that are searched together
     * @param weight of the features in the search (lambda)
     */
    AnoGanNetwork(Pyramid pyramid, int latent, int rows, double weight, long seed) {
        this.pyramid = pyramid;
        this.latent = latent;
        this.rows = rows;
        net = new Trainable(seed);
        Dcgan layers = new Dcgan(net, pyramid);
        SDVariable made = layers.generated(net.input(GanTraining.CODES, latent), latent, Mode.TRAINING)
                .rename(GanTraining.MADE);
        AdversarialLoss.real(layers.logits(layers.features(made, Dcgan.Batches.MADE)))
                .rename(GanTraining.LOSS);
        search(layers, weight);
    }

    private void search(Dcgan layers, double weight) {
        int size = pyramid.size();
        SDVariable images = net.input(LatentSearch.IMAGE, 3, size, size);
        SDVariable codes = net.input(LatentSearch.CODE, latent);
        SDVariable real = ImageRange.signed(images);
        SDVariable restored = layers.generated(codes, latent, Mode.SCORING);
        ImageRange.unsigned(restored).rename(LatentSearch.RESTORED);
        SDVariable residual = distance(real, restored, 3 * size * size).div(3);
        SDVariable ofFeatures = distance(
                layers.features(real, Dcgan.Batches.AVERAGE),
                layers.features(restored, Dcgan.Batches.AVERAGE),
                layers.features());
        residual.mul(1 - weight).add(ofFeatures.mul(weight)).rename(LatentSearch.LOSS);
        net.graph().getVariable(LatentSearch.LOSS).sum().rename(TOTAL);
    }

    /** The sum of the absolute differences of each row, shape (N). */
    private static SDVariable distance(SDVariable a, SDVariable b, int values) {
        SameDiff graph = a.getSameDiff();
        return graph.math().abs(a.sub(b)).reshape(-1, values).sum(1);
    }

    Trainable net() {
        return net;
    }

    /** Trains generator and discriminator. */
    void train(List<float[]> images, FitRequest request) {
        Options options = request.options();
        WeightRule rule = WeightRule.of(options.get(AnoGan.LEARNING_RATE)).by(ADAM);
        Dcgan layers = new Dcgan(new Trainable(request.seed() + DISCRIMINATOR), pyramid);
        Discriminator discriminator = new Discriminator(layers, rule);
        TrainingLoop loop = TrainingLoop.toTheEnd(options, AnoGan.EPOCHS, request.seed());
        new GanTraining(net, discriminator, latent, 1, rule, request.seed())
                .run(images, loop, options, request.progress());
    }

    /** The networks as ONNX, with the gradient of the search by the codes. They are not used any more. */
    SavedNetwork saved() {
        OnnxGraph onnx = new OnnxGraph();
        Map<String, INDArray> example = example();
        Map<String, String> inputs = new HashMap<>();
        example.forEach((name, array) -> inputs.put(name, onnx.input(name, array.shape())));
        SameDiffTranslation translation = new SameDiffTranslation(net.graph(), onnx, inputs, example);
        int size = pyramid.size();
        onnx.output(LatentSearch.LOSS, translation.value(LatentSearch.LOSS), rows);
        onnx.output(LatentSearch.RESTORED, translation.value(LatentSearch.RESTORED), rows, 3, size, size);
        net.graph().setLossVariables(TOTAL);
        onnx.output(LatentSearch.GRADIENT, translation.gradient(LatentSearch.CODE), rows, latent);
        return Trainable.saved(onnx.bytes(), net);
    }

    private Map<String, INDArray> example() {
        int size = pyramid.size();
        return Map.of(LatentSearch.IMAGE, Nd4j.zeros(rows, 3, size, size), LatentSearch.CODE, Nd4j.zeros(rows, latent));
    }

    /** The same in SameDiff, with saved weights. */
    static Network searching(SavedNetwork saved, Options options) {
        AnoGanNetwork network = new AnoGanNetwork(options, 0);
        network.net.restore(saved);
        return network.searching();
    }

    /** From then on the graph is used for nothing else. */
    Network searching() {
        net.graph().setLossVariables(TOTAL);
        GradientFunction.add(net.graph(), LatentSearch.CODE);
        int size = pyramid.size();
        return new SameDiffNetwork(inputs -> {
            Map<String, float[]> values = net.run(inputs, List.of(LatentSearch.LOSS, LatentSearch.RESTORED));
            return Map.of(
                    LatentSearch.LOSS, array(values.get(LatentSearch.LOSS), rows),
                    LatentSearch.RESTORED, array(values.get(LatentSearch.RESTORED), rows, 3, size, size),
                    LatentSearch.GRADIENT, array(net.gradient(inputs, LatentSearch.CODE), rows, latent));
        });
    }

    private static INDArray array(float @Nullable [] values, long... shape) {
        return Nd4j.create(Objects.requireNonNull(values), shape, 'c');
    }
}
