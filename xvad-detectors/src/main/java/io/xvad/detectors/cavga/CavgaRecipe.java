package io.xvad.detectors.cavga;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.autoencoder.AutoencoderGraph;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageFinding;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.ImageRecipe;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.detectors.vae.Vae;
import io.xvad.detectors.vae.VaeRecipe;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is CAVGA's own. */
final class CavgaRecipe implements ImageRecipe {

    private static final String ADVERSARIAL_LOSS = "adversarial-loss";
    private static final int WIDTH = 32;
    private static final int CRITIC_WIDTH = 16;
    private static final double CRITIC_RATE = 1e-4;
    private static final long CRITIC_SEED = 37;

    private static boolean adversarial(Options options) {
        return options.get(Cavga.ADVERSARIAL_WEIGHT) > 0;
    }

    @Override
    public Trainable graph(Options options, long seed) {
        Trainable net = CavgaGraph.build(
                ImageOptions.size(options),
                WIDTH,
                options.get(Cavga.CHANNELS),
                options.get(Vae.BETA),
                options.get(Cavga.ATTENTION_WEIGHT),
                seed);
        if (adversarial(options)) {
            SDVariable told = ImageCritic.adversarialLoss(net, CRITIC_WIDTH);
            net.graph()
                    .getVariable(CavgaGraph.LOSS)
                    .add(told.mul(options.get(Cavga.ADVERSARIAL_WEIGHT)))
                    .rename(ADVERSARIAL_LOSS);
        }
        return net;
    }

    @Override
    public Optimiser optimiser(Trainable net, Options options) {
        double rate = options.get(Cavga.RATE);
        return new Optimiser(net, adversarial(options) ? ADVERSARIAL_LOSS : CavgaGraph.LOSS, name -> rate, 0);
    }

    @Override
    public BatchLearner.AfterStep afterStep(Trainable net, Options options) {
        int size = ImageOptions.size(options);
        return adversarial(options)
                ? new ImageCritic(net, size, CRITIC_WIDTH, CRITIC_RATE, CRITIC_SEED)::step
                : inputs -> {};
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return Cavga.EPOCHS;
    }

    private static Map<String, INDArray> inputs(List<float[]> pictures, Options options, INDArray noise) {
        int size = ImageOptions.size(options);
        int side = size / CavgaGraph.STRIDE;
        INDArray shaped = noise.reshape('c', pictures.size(), options.get(Cavga.CHANNELS), side, side);
        return Map.of(INPUT, NetworkImages.batch(pictures, size), CavgaGraph.NOISE, shaped);
    }

    private static int codes(Options options) {
        int side = ImageOptions.size(options) / CavgaGraph.STRIDE;
        return options.get(Cavga.CHANNELS) * side * side;
    }

    @Override
    public Map<String, INDArray> inputs(List<float[]> pictures, Options options, UniformRandomProvider random) {
        return inputs(pictures, options, VaeRecipe.noise(pictures.size(), codes(options), random));
    }

    @Override
    public Map<String, INDArray> inputs(float[] picture, Options options) {
        return inputs(List.of(picture), options, Nd4j.zeros(1, codes(options)));
    }

    @Override
    public Optional<ScoreTerms> terms(Options options) {
        return Optional.of(ScoreTerms.itself(CavgaGraph.DIFFERENCE));
    }

    private static String map(Options options) {
        return ImageOptions.showsAttention(options) ? CavgaGraph.MISSING : AutoencoderGraph.RESIDUAL;
    }

    @Override
    public ImageFinding finding(Trainable net, Options options) {
        return ImageFinding.outputs(net, map(options), CavgaGraph.DIFFERENCE);
    }

    @Override
    public boolean scoresApart(Options options) {
        return true;
    }

    @Override
    public ImageExport.Outputs outputs(ImageExport export, Options options) {
        return new ImageExport.Outputs(export.value(map(options)), Optional.of(export.value(CavgaGraph.DIFFERENCE)));
    }
}
