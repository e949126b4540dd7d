package io.xvad.generative.fanogan;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.generative.gan.GanOptions;
import io.xvad.generative.gan.GanTraining;
import io.xvad.generative.gan.ImageRange;
import io.xvad.generative.gan.Pyramid;
import io.xvad.generative.gan.WassersteinCritic;
import io.xvad.training.Descent;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The graph of f-AnoGAN, three times over the same weights. For the generator: images of codes, and how far the critic tells them from real
 * ones. For the encoder: {@code mean (x - G(E(x)))^2 + kappa mean (f(x) - f(G(E(x))))^2}, with means over the values of an image and of the
 * critic's features f (Schlegl et al., 2019, the loss izi_f). To score: the same of one image, and the absolute difference of each pixel.
 */
final class FAnoGanNetwork extends ImageNetwork {

    static final String TRAINED = "training-images";
    static final String ENCODER_LOSS = "encoder-loss";
    static final String RESIDUAL = "residual";
    static final String DIFFERENCE = "difference";

    private static final double SQUARES_KEPT = 0.9;
    private static final Descent ADAM = new Descent.Adam(0, 0.9);
    private static final long CRITIC = 41;
    private static final String STAGE = "gan";

    private final Options options;

    FAnoGanNetwork(Options options, long seed) {
        super(graph(Pyramid.of(options), options, seed), Pyramid.of(options).size());
        this.options = options;
    }

    private static Trainable graph(Pyramid pyramid, Options options, long seed) {
        return graph(pyramid, options.get(GanOptions.LATENT), options.get(FAnoGan.KAPPA), seed);
    }

    static Trainable graph(Pyramid pyramid, int latent, double kappa, long seed) {
        Trainable net = new Trainable(seed);
        FAnoGanLayers layers = new FAnoGanLayers(net, pyramid, latent);
        SDVariable made = layers.generated(net.input(GanTraining.CODES, latent), Mode.TRAINING)
                .rename(GanTraining.MADE);
        told(layers, made).mean().neg().rename(GanTraining.LOSS);
        difference(layers, net.input(TRAINED, 3, pyramid.size(), pyramid.size()), kappa, Mode.TRAINING)
                .mean()
                .rename(ENCODER_LOSS);
        scoring(layers, kappa);
        return net;
    }

    private static void scoring(FAnoGanLayers layers, double kappa) {
        int size = layers.pyramid().size();
        Trainable net = layers.net();
        SDVariable images = net.input(INPUT, 3, size, size);
        difference(layers, images, kappa, Mode.SCORING).rename(DIFFERENCE);
        SDVariable output = net.graph().getVariable(OUTPUT);
        net.graph().math().abs(images.sub(output)).mean(1).rename(RESIDUAL);
    }

    /** The loss of each image, shape (N); when scoring what the generator restores becomes the output. */
    private static SDVariable difference(FAnoGanLayers layers, SDVariable images, double kappa, Mode mode) {
        SDVariable real = ImageRange.signed(images);
        SDVariable restored = layers.generated(layers.code(real, mode), Mode.SCORING);
        if (mode == Mode.SCORING) {
            ImageRange.unsigned(restored).rename(OUTPUT);
        }
        SDVariable ofImages = squares(real, restored, 1, 2, 3);
        SDVariable ofFeatures = squares(layers.features(real, mode), layers.features(restored, mode), 1);
        return ofImages.add(ofFeatures.mul(kappa));
    }

    private static SDVariable squares(SDVariable a, SDVariable b, int... dimensions) {
        return a.getSameDiff().math().square(a.sub(b)).mean(dimensions);
    }

    /** Trains the generator, before the encoder. */
    @Override
    protected void begin(List<float[]> images, FitRequest request) {
        WeightRule rule = WeightRule.of(options.get(FAnoGan.LEARNING_RATE)).by(ADAM);
        int latent = options.get(GanOptions.LATENT);
        TrainingLoop loop =
                TrainingLoop.toTheEnd(options, FAnoGan.EPOCHS, request.seed()).stage(STAGE);
        new GanTraining(
                        net(),
                        critic(rule, request.seed() + CRITIC),
                        latent,
                        options.get(FAnoGan.CRITIC_STEPS),
                        rule,
                        request.seed())
                .run(images, loop, options, request.progress());
    }

    private WassersteinCritic critic(WeightRule rule, long seed) {
        Pyramid pyramid = Pyramid.of(options);
        int latent = options.get(GanOptions.LATENT);
        return new WassersteinCritic(
                new Trainable(seed),
                (graph, images) -> told(new FAnoGanLayers(graph, pyramid, latent), images),
                new long[] {3, pyramid.size(), pyramid.size()},
                options.get(FAnoGan.GRADIENT_PENALTY),
                rule);
    }

    static SDVariable told(FAnoGanLayers layers, SDVariable images) {
        return layers.told(layers.features(images, Mode.TRAINING));
    }

    @Override
    protected Optimiser optimiser() {
        WeightRule rule =
                WeightRule.of(options.get(FAnoGan.ENCODER_LEARNING_RATE)).by(new Descent.RmsProp(SQUARES_KEPT));
        return new Optimiser(
                net(), name -> name.startsWith(FAnoGanLayers.ENCODER) ? rule : WeightRule.FROZEN, ENCODER_LOSS);
    }

    @Override
    protected Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        return Map.of(TRAINED, NetworkImages.batch(images, size()));
    }

    @Override
    protected Optional<ScoreTerms> terms() {
        return Optional.of(ScoreTerms.itself(DIFFERENCE));
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        return variables(RESIDUAL, DIFFERENCE);
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        return export.variables(RESIDUAL, DIFFERENCE);
    }
}
