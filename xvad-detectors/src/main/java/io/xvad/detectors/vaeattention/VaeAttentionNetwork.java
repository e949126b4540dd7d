package io.xvad.detectors.vaeattention;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.detectors.network.SquaredError;
import io.xvad.detectors.vae.VaeNetwork;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A variational autoencoder that remembers the codes of normal images and shows where an image's code differs from them. Its
 * loss is that of a variational autoencoder, plus the total correlation of the code if it is a FactorVAE (Kim and Mnih 2018,
 * equation 2). Attention tells where; its height follows the gradient, not how far the code is away, which is the score.
 */
final class VaeAttentionNetwork extends VaeNetwork {

    private static final String FACTOR_LOSS = "factor-loss";
    private static final double CRITIC_RATE = 1e-4;
    private static final long CRITIC_SEED = 31;

    VaeAttentionNetwork(Options options, long seed) {
        super(options, seed);
        NormalDifference.add(net(), latent(), options.get(VaeAttention.TARGET).equals(VaeAttention.STANDARDISED));
        if (isFactorised()) {
            double weight = options.get(VaeAttention.TOTAL_CORRELATION) / (3 * size() * size());
            SDVariable correlation = CodeCritic.totalCorrelation(net(), latent());
            net().graph().getVariable(LOSS).add(correlation.mul(weight)).rename(FACTOR_LOSS);
        }
    }

    private boolean isFactorised() {
        return options().get(VaeAttention.TOTAL_CORRELATION) > 0;
    }

    @Override
    protected Optimiser optimiser() {
        double rate = options().get(VaeAttention.LEARNING_RATE);
        return new Optimiser(net(), isFactorised() ? FACTOR_LOSS : LOSS, name -> rate, 0);
    }

    @Override
    protected BatchLearner.AfterStep afterStep() {
        return isFactorised() ? new CodeCritic(net(), latent(), CRITIC_RATE, CRITIC_SEED)::step : inputs -> {};
    }

    @Override
    protected void finish(List<float[]> images) {
        NormalDifference.learn(net(), images, this::inputs, latent());
    }

    /** None: attention, which is part of what is shown, is a gradient itself. */
    @Override
    protected Optional<ScoreTerms> terms() {
        return Optional.empty();
    }

    private GradientAttention attention() {
        return new GradientAttention(options().get(VaeAttention.LAYER) + "-out");
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        if (!ImageOptions.showsAttention(options())) {
            return variables(SquaredError.MAP, NormalDifference.DISTANCE);
        }
        net().graph().setLossVariables(NormalDifference.TARGET);
        GradientAttention attention = attention();
        return inputs -> attention.of(net(), inputs, NormalDifference.DISTANCE);
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        net().graph().setLossVariables(NormalDifference.TARGET);
        return new ImageExport.Found(
                ImageOptions.showsAttention(options()) ? attention().in(export) : export.value(SquaredError.MAP),
                Optional.of(export.value(NormalDifference.DISTANCE)));
    }
}
