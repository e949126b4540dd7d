package io.xvad.generative.fastflow;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.distillation.Scale;
import io.xvad.detectors.distillation.TeacherGrid;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.KeptRows;
import io.xvad.detectors.featurenetwork.TrainingFeatures;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.generative.flow.FeatureNoise;
import io.xvad.generative.flow.Flow;
import io.xvad.generative.flow.FlowOptions;
import io.xvad.generative.flow.Latent;
import io.xvad.generative.flow.Layout;
import io.xvad.generative.flow.Mixing;
import io.xvad.generative.flow.Subnet;
import io.xvad.training.BatchLearner;
import io.xvad.training.Layers;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The flows of FastFlow, one for each layer, and their loss (Yu et al., 2021, section 3.2): the negative log-likelihood of all features of a
 * layer, {@code 0.5 sum z^2 - log |det J|}, averaged over images and summed over layers. The score of a place is one less {@code exp(-0.5
 * mean z^2)} with the mean over channels, averaged over layers, coarser ones enlarged bilinearly: as in the published code the determinant
 * is left out.
 *
 * @param scales the layers, from fine to coarse
 * @param side positions along a side of the finest
 * @param steps of each flow
 * @param onlyWide whether all convolutions see 3 x 3 places; otherwise those of every second step see one
 * @param hiddenRatio channels between the convolutions of a step as a share of those that go in
 */
record FastFlowNetwork(List<Scale> scales, int side, int steps, boolean onlyWide, double hiddenRatio)
        implements FeatureNetwork {

    static final String LOSS = "loss";

    private static final double CLAMP = 2;
    private static final double WEIGHT_DECAY = 1e-5;

    FastFlowNetwork(PatchExtractor extractor, Options options) {
        this(
                Scale.of(extractor),
                extractor.side(),
                options.get(FlowOptions.STEPS),
                options.get(FastFlow.ONLY_3X3),
                options.get(FastFlow.HIDDEN_RATIO));
    }

    private int dimension() {
        return scales.stream().mapToInt(Scale::channels).sum();
    }

    @Override
    public Map<String, long[]> inputs() {
        return Map.of(ROWS, new long[] {(long) side * side, dimension()});
    }

    @Override
    public Trainable graph(long seed) {
        Trainable net = new Trainable(seed);
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        TeacherGrid grid = new TeacherGrid(net.input(ROWS, dimension()), side);
        List<SDVariable> losses = new ArrayList<>();
        List<SDVariable> typical = new ArrayList<>();
        for (int i = 0; i < scales.size(); i++) {
            Scale scale = scales.get(i);
            Flow flow = new Flow(steps, scale.channels(), CLAMP, Layout.MAPS, Mixing.PERMUTATION);
            Latent latent = flow.of(net, "flow-" + i, grid.features(scale), subnet(net), random);
            int own = side / scale.ratio();
            losses.add(latent.energy().mean().mul(own * own));
            typical.add(grid.enlarged(latent.typicality().reshape(-1, own, own), scale));
        }
        Trainable.sum(losses).rename(LOSS);
        Trainable.sum(typical).div(scales.size()).rsub(1).reshape(-1).rename(SCORE);
        return net;
    }

    private Subnet subnet(Trainable net) {
        Layers layers = new Layers(net);
        return (name, index, kept, in, out) -> {
            int kernel = onlyWide || index % 2 == 0 ? 3 : 1;
            int hidden = Math.max(1, (int) (hiddenRatio * in));
            SDVariable first = layers.convolution(name + "-1", kept, in, hidden, kernel, 1, kernel / 2);
            return layers.convolution(name + "-2", net.graph().nn().relu(first, 0), hidden, out, kernel, 1, kernel / 2);
        };
    }

    @Override
    public void train(Trainable net, TrainingFeatures features, FitRequest request) {
        Options options = request.options();
        FeatureNoise noise = noise(options.get(FastFlow.NOISE));
        WeightRule rule = WeightRule.falling(options.get(FastFlow.LEARNING_RATE), options.get(FastFlow.EPOCHS))
                .withDecay(WEIGHT_DECAY);
        BatchLearner<KeptRows> learner = new BatchLearner<>(
                new Optimiser(net, name -> rule, LOSS),
                new Split<>(features.rows(), List.of()),
                options.get(TrainingOptions.BATCH),
                (some, random) -> {
                    List<float[]> rows = features.standardised(some);
                    rows.forEach(image -> noise.addTo(image, random));
                    return Map.of(ROWS, FeatureNetwork.matrix(rows, dimension()));
                },
                inputs -> {});
        TrainingLoop.toTheEnd(options, FastFlow.EPOCHS, request.seed()).run(learner, request.progress());
    }

    /** Values of coarser layers are averaged over the places that they stand at, which makes noise so many times smaller. */
    private FeatureNoise noise(double deviation) {
        double[] deviations = new double[dimension()];
        for (Scale scale : scales) {
            Arrays.fill(deviations, scale.first(), scale.first() + scale.channels(), deviation * scale.ratio());
        }
        return new FeatureNoise(deviations);
    }
}
