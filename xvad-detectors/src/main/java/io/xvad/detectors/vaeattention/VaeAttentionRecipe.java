package io.xvad.detectors.vaeattention;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.autoencoder.AutoencoderGraph;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageFinding;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.ImageRecipe;
import io.xvad.detectors.vae.VaeGraph;
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

/** What is the attending variational autoencoder's own. */
final class VaeAttentionRecipe implements ImageRecipe {

    private static final String LOSS = "factor-loss";
    private static final double CRITIC_RATE = 1e-4;
    private static final long CRITIC_SEED = 31;

    private final VaeRecipe vae = new VaeRecipe();

    private static boolean factorised(Options options) {
        return options.get(VaeAttention.TOTAL_CORRELATION) > 0;
    }

    @Override
    public Trainable graph(Options options, long seed) {
        Trainable net = vae.graph(options, seed);
        int latent = options.get(ImageOptions.LATENT);
        NormalDifference.add(net, latent, options.get(VaeAttention.TARGET).equals(VaeAttention.STANDARDISED));
        if (factorised(options)) {
            int size = ImageOptions.size(options);
            double weight = options.get(VaeAttention.TOTAL_CORRELATION) / (VaeGraph.CHANNELS * size * size);
            SDVariable correlation = CodeCritic.totalCorrelation(net, latent);
            net.graph().getVariable(VaeGraph.LOSS).add(correlation.mul(weight)).rename(LOSS);
        }
        return net;
    }

    @Override
    public Optimiser optimiser(Trainable net, Options options) {
        double rate = options.get(VaeAttention.RATE);
        return new Optimiser(net, factorised(options) ? LOSS : VaeGraph.LOSS, name -> rate, 0);
    }

    @Override
    public BatchLearner.AfterStep afterStep(Trainable net, Options options) {
        return factorised(options)
                ? new CodeCritic(net, options.get(ImageOptions.LATENT), CRITIC_RATE, CRITIC_SEED)::step
                : inputs -> {};
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return VaeAttention.EPOCHS;
    }

    @Override
    public Map<String, INDArray> inputs(List<float[]> pictures, Options options, UniformRandomProvider random) {
        return vae.inputs(pictures, options, random);
    }

    @Override
    public Map<String, INDArray> inputs(float[] picture, Options options) {
        return vae.inputs(picture, options);
    }

    @Override
    public void finish(Trainable net, List<float[]> pictures, Options options) {
        NormalDifference.learn(
                net,
                pictures.stream().map(picture -> inputs(picture, options)).toList(),
                options.get(ImageOptions.LATENT));
    }

    @Override
    public boolean scoresApart(Options options) {
        return true;
    }

    /** Attention tells where; its height follows the gradient, not how far the code is away. */
    @Override
    public ImageFinding finding(Trainable net, Options options) {
        if (!ImageOptions.showsAttention(options)) {
            return ImageFinding.outputs(net, AutoencoderGraph.RESIDUAL, NormalDifference.DISTANCE);
        }
        net.graph().setLossVariables(NormalDifference.TARGET);
        GradientAttention attention = attention(options);
        return inputs -> attention.of(net, inputs, NormalDifference.DISTANCE);
    }

    private static GradientAttention attention(Options options) {
        return new GradientAttention(options.get(VaeAttention.LAYER) + "-out");
    }

    @Override
    public ImageExport.Outputs outputs(ImageExport export, Options options) {
        export.net().graph().setLossVariables(NormalDifference.TARGET);
        return new ImageExport.Outputs(
                ImageOptions.showsAttention(options)
                        ? attention(options).in(export)
                        : export.value(AutoencoderGraph.RESIDUAL),
                Optional.of(export.value(NormalDifference.DISTANCE)));
    }
}
