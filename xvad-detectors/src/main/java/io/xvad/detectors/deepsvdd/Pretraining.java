package io.xvad.detectors.deepsvdd;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.training.BatchLearner;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.layers.BatchNormalisation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The autoencoder whose encoder becomes the network of Deep SVDD (Ruff et al., 2018, section 4.1). Its decoder is the encoder upside down:
 * convolutions of 5 x 5 pixels, normalised and rectified, between enlargements by repetition, and at last a sigmoid; a transposed
 * convolution of stride 1, which the authors' program has, is a convolution with turned weights. The loss is the squared error of an
 * image, summed over its values.
 */
final class Pretraining {

    static final String LOSS = "reconstruction-loss";

    private static final String STAGE = "pretraining";

    private final LeNetEncoder encoder;

    private Pretraining(LeNetEncoder encoder) {
        this.encoder = encoder;
    }

    /** The graph of the autoencoder. */
    static Trainable graph(int size, int width, int latent, long seed) {
        Trainable net = new Trainable(seed);
        LeNetEncoder encoder = new LeNetEncoder(net, size, width, latent);
        SDVariable images = Contrast.of(net, net.input(ImageNetwork.INPUT, 3, size, size), size);
        SDVariable output = new Pretraining(encoder).decoded(encoder.code(images, Mode.TRAINING));
        net.graph()
                .math()
                .square(output.sub(images))
                .reshape(-1, 3L * size * size)
                .sum(1)
                .mean()
                .rename(LOSS);
        return net;
    }

    private SDVariable decoded(SDVariable code) {
        Trainable net = encoder.net();
        SameDiff graph = net.graph();
        int side = encoder.side();
        int channels = encoder.values() / (side * side);
        SDVariable normal = new BatchNormalisation(net, "code-norm", encoder.values()).rows(code, Mode.TRAINING);
        SDVariable x = rectified(normal.reshape(-1, channels, side, side));
        for (int stage = encoder.stages(); stage >= 1; stage--) {
            String name = "decoder-" + stage;
            int out = encoder.channels(stage);
            SDVariable convolved = LeNetEncoder.convolved(net, name, x, channels, out);
            SDVariable normalised = new BatchNormalisation(net, name + "-norm", out).images(convolved, Mode.TRAINING);
            x = graph.cnn().upsampling2d(rectified(normalised), 2, 2, true);
            channels = out;
        }
        return graph.nn().sigmoid(LeNetEncoder.convolved(net, "decoder-0", x, channels, 3));
    }

    private SDVariable rectified(SDVariable x) {
        return encoder.net().graph().nn().leakyRelu(x, LeNetEncoder.SLOPE);
    }

    /** Trains an autoencoder, and sets the network's weights to those of its encoder; what is kept of contrasts stays. */
    static void into(Trainable network, int size, List<float[]> images, FitRequest request) {
        Options options = request.options();
        Trainable net = graph(size, options.get(DeepSvdd.WIDTH), options.get(DeepSvdd.LATENT), request.seed());
        for (String contrast : List.of(Contrast.SMALLEST, Contrast.RANGE)) {
            net.keep(contrast, network.value(contrast));
        }
        double rate = options.get(DeepSvdd.PRETRAINING_LEARNING_RATE);
        int milestone = options.get(DeepSvdd.PRETRAINING_MILESTONE);
        int epochs = options.get(DeepSvdd.PRETRAINING_EPOCHS);
        BatchLearner<float[]> learner = new BatchLearner<>(
                new Optimiser(net, name -> DeepSvddNetwork.rule(name, rate, milestone), LOSS),
                new Split<>(images, List.of()),
                options.get(TrainingOptions.BATCH),
                (some, random) -> Map.of(ImageNetwork.INPUT, NetworkImages.batch(some, size)),
                inputs -> {});
        Optional<Path> checkpoint = TrainingOptions.checkpoint(options);
        new TrainingLoop(epochs, epochs, checkpoint, request.seed())
                .stage(STAGE)
                .run(learner, request.progress());
        Map<String, float[]> weights = new HashMap<>(network.values());
        Map<String, float[]> pretrained = net.values();
        weights.replaceAll((name, value) -> pretrained.getOrDefault(name, value));
        network.restore(weights);
    }
}
