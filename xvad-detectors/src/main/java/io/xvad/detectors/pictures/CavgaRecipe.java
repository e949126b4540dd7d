package io.xvad.detectors.pictures;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.learn.BatchLearner;
import io.xvad.detectors.learn.Optimiser;
import io.xvad.detectors.learn.Trainable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is CAVGA's own. */
final class CavgaRecipe implements PictureRecipe {

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
                PictureOptions.size(options),
                WIDTH,
                options.get(Cavga.CHANNELS),
                options.get(Vae.BETA),
                options.get(Cavga.ATTENTION_WEIGHT),
                seed);
        if (adversarial(options)) {
            SDVariable told = PictureCritic.adversarialLoss(net, CRITIC_WIDTH);
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
        int size = PictureOptions.size(options);
        return adversarial(options)
                ? new PictureCritic(net, size, CRITIC_WIDTH, CRITIC_RATE, CRITIC_SEED)::step
                : inputs -> {};
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return Cavga.EPOCHS;
    }

    private static Map<String, INDArray> inputs(List<float[]> pictures, Options options, INDArray noise) {
        int size = PictureOptions.size(options);
        int side = size / CavgaGraph.STRIDE;
        INDArray shaped = noise.reshape('c', pictures.size(), options.get(Cavga.CHANNELS), side, side);
        return Map.of(INPUT, TrainingPictures.batch(pictures, size), CavgaGraph.NOISE, shaped);
    }

    private static int codes(Options options) {
        int side = PictureOptions.size(options) / CavgaGraph.STRIDE;
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
        return PictureOptions.showsAttention(options) ? CavgaGraph.MISSING : AutoencoderGraph.RESIDUAL;
    }

    @Override
    public PictureFinding finding(Trainable net, Options options) {
        return PictureFinding.outputs(net, map(options), CavgaGraph.DIFFERENCE);
    }

    @Override
    public boolean scoresApart(Options options) {
        return true;
    }

    @Override
    public PictureExport.Outputs outputs(PictureExport export, Options options) {
        return new PictureExport.Outputs(export.value(map(options)), Optional.of(export.value(CavgaGraph.DIFFERENCE)));
    }
}
