package io.xvad.generative.likelihoodratio;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.generative.likelihood.GreyLevels;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Two models of the likelihood of an image with the same layers and weights of their own: one learns from images, the other, of the background,
 * from mutated ones (Ren et al., 2019). The loss is the sum of their negative log-likelihoods, averaged over pixels and images. No weight is in both
 * terms and the optimiser treats each weight by itself, so that this is to train each model alone, for the same number of steps.
 */
final class LikelihoodRatioNetwork extends ImageNetwork {

    static final String LEVELS = "levels";
    static final String MUTATED = "mutated-levels";
    static final String LOSS = "loss";

    /** Name of the score's share of each pixel, shape (N, size, size), in nats. */
    static final String PIXELS = "pixels";

    /** Name of its sum, shape (N). */
    static final String SUM = "sum";

    private static final String BACKGROUND = "background-";
    private static final String IMAGE = "image-";

    private final Options options;
    private final Mutation mutation;
    private final GreyLevels grey;

    LikelihoodRatioNetwork(Options options, long seed) {
        super(graph(options, seed), options.get(LikelihoodRatio.SIZE));
        this.options = options;
        mutation = new Mutation(options.get(LikelihoodRatio.MUTATION_RATE));
        grey = grey(size());
    }

    private static Trainable graph(Options options, long seed) {
        Trainable net = new Trainable(seed);
        PixelCnn image = model(net, IMAGE, options);
        PixelCnn background = model(net, BACKGROUND, options);
        int size = options.get(LikelihoodRatio.SIZE);
        SDVariable learned = image.logLikelihood(net.input(LEVELS, 1, size, size));
        SDVariable learnedMutated = background.logLikelihood(net.input(MUTATED, 1, size, size));
        learned.add(learnedMutated).mean().neg().rename(LOSS);
        SDVariable levels = grey(size).of(net.input(INPUT, 3, size, size));
        SDVariable likelihood = image.logLikelihood(levels);
        SDVariable anomalous = LikelihoodRatio.isRatio(options)
                ? background.logLikelihood(levels).sub(likelihood)
                : likelihood.neg();
        anomalous.reshape(-1, size, size).rename(PIXELS).sum(1, 2).rename(SUM);
        return net;
    }

    private static GreyLevels grey(int size) {
        return new GreyLevels(size, DiscretisedLogistic.WHITE + 1);
    }

    private static PixelCnn model(Trainable net, String name, Options options) {
        return new PixelCnn(
                net,
                name,
                options.get(LikelihoodRatio.FILTERS),
                options.get(LikelihoodRatio.LAYERS),
                new DiscretisedLogistic(options.get(LikelihoodRatio.COMPONENTS)));
    }

    @Override
    protected Optimiser optimiser() {
        WeightRule rule =
                WeightRule.annealed(options.get(LikelihoodRatio.LEARNING_RATE), options.get(LikelihoodRatio.EPOCHS));
        WeightRule decayed = rule.withDecay(2 * options.get(LikelihoodRatio.BACKGROUND_PENALTY) / (size() * size()));
        return new Optimiser(net(), name -> name.startsWith(BACKGROUND) ? decayed : rule, LOSS);
    }

    @Override
    protected Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        List<float[]> levels = images.stream().map(grey::of).toList();
        List<float[]> mutated =
                levels.stream().map(image -> mutation.of(image, random)).toList();
        return Map.of(LEVELS, grey.batch(levels), MUTATED, grey.batch(mutated));
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        return variables(PIXELS, SUM);
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        return export.variables(PIXELS, SUM);
    }
}
