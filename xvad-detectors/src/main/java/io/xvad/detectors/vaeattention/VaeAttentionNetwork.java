package io.xvad.detectors.vaeattention;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.GaussianCode;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.network.SquaredError;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@link VaeAttentionGraph} with what goes into it; it remembers the codes of normal images and shows where an image's code differs
 * from them. With a total correlation in the loss it is a FactorVAE (Kim and Mnih 2018, equation 2). Attention tells where; its height
 * follows the gradient, not how far the code is away, which is the score.
 */
final class VaeAttentionNetwork extends ImageNetwork {

    private static final String FACTOR_LOSS = "factor-loss";
    private static final double CRITIC_RATE = 1e-4;
    private static final long CRITIC_SEED = 31;

    private final Options options;
    private final VaeAttentionGraph graph;

    static VaeAttentionNetwork of(Options options, long seed) {
        VaeAttentionGraph graph = new VaeAttentionGraph(
                ImageOptions.size(options),
                options.get(VaeAttention.WIDTH),
                options.get(VaeAttention.STAGES),
                options.get(VaeAttention.LATENT),
                options.get(VaeAttention.BETA));
        return new VaeAttentionNetwork(options, graph, seed);
    }

    private VaeAttentionNetwork(Options options, VaeAttentionGraph graph, long seed) {
        super(graph.build(seed), graph.size());
        this.options = options;
        this.graph = graph;
        NormalDifference.add(net(), graph.latent());
        new Attention(graph).add(net(), Target.named(options.get(VaeAttention.TARGET)));
        if (isFactorised()) {
            double weight = options.get(VaeAttention.TOTAL_CORRELATION) / (3 * size() * size());
            SDVariable correlation = CodeCritic.totalCorrelation(net(), graph.latent());
            net().graph()
                    .getVariable(VaeAttentionGraph.LOSS)
                    .add(correlation.mul(weight))
                    .rename(FACTOR_LOSS);
        }
    }

    private boolean isFactorised() {
        return options.get(VaeAttention.TOTAL_CORRELATION) > 0;
    }

    @Override
    protected Optimiser optimiser() {
        double rate = options.get(VaeAttention.LEARNING_RATE);
        return new Optimiser(net(), isFactorised() ? FACTOR_LOSS : VaeAttentionGraph.LOSS, name -> rate, 0)
                .judgedBy(VaeAttentionGraph.HELD_OUT_LOSS);
    }

    @Override
    protected BatchLearner.AfterStep afterStep() {
        return isFactorised() ? new CodeCritic(net(), graph.latent(), CRITIC_RATE, CRITIC_SEED) : inputs -> {};
    }

    @Override
    protected Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        return Map.of(
                INPUT,
                NetworkImages.batch(images, size()),
                VaeAttentionGraph.NOISE,
                GaussianCode.noise(random, images.size(), graph.latent()));
    }

    /** The inputs without noise, so that the mean of the code is decoded. */
    @Override
    protected Map<String, INDArray> inputs(INDArray views) {
        return Map.of(INPUT, views, VaeAttentionGraph.NOISE, Nd4j.zeros(views.size(0), graph.latent()));
    }

    @Override
    protected void finish(List<float[]> images, List<float[]> heldOut) {
        NormalDifference.learn(net(), images, this::inputs, graph.latent());
    }

    private String map() {
        return ImageOptions.showsAttention(options) ? Attention.MAP : SquaredError.MAP;
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        return variables(map(), NormalDifference.DISTANCE);
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        return export.variables(map(), NormalDifference.DISTANCE);
    }
}
