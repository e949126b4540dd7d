package io.xvad.generative.cflow;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.distillation.Scale;
import io.xvad.detectors.distillation.TeacherGrid;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.KeptRows;
import io.xvad.detectors.featurenetwork.TrainingFeatures;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.generative.flow.FeatureNoise;
import io.xvad.generative.flow.FlowOptions;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The flows of CFLOW-AD, one for each layer, and their loss (Gudovskiy et al., 2022, section 4, and the authors' code): {@code -log
 * sigmoid(log p / C)} of the features of a place given where it is, averaged over places and summed over layers. The score of a place is one
 * less {@code exp(min(0, log p / C - m))}, averaged over layers, coarser ones enlarged bilinearly, with m the highest log-likelihood per
 * channel that normal images have in the layer.
 *
 * @param flows of the layers, from fine to coarse
 * @param side positions along a side of the finest
 */
record CflowNetwork(List<ScaleFlow> flows, int side) implements FeatureNetwork {

    static final String LOSS = "loss";

    CflowNetwork {
        flows = List.copyOf(flows);
    }

    static CflowNetwork of(PatchExtractor extractor, Options options) {
        PositionCode code = new PositionCode(options.get(Cflow.POSITION_CODE));
        return of(Scale.of(extractor), extractor.side(), options.get(FlowOptions.STEPS), code);
    }

    static CflowNetwork of(List<Scale> scales, int side, int steps, PositionCode code) {
        List<ScaleFlow> flows = new ArrayList<>();
        for (int i = 0; i < scales.size(); i++) {
            flows.add(new ScaleFlow(i, scales.get(i), side, steps, code));
        }
        return new CflowNetwork(flows, side);
    }

    private int dimension() {
        return flows.stream().mapToInt(flow -> flow.scale().channels()).sum();
    }

    @Override
    public Map<String, long[]> inputs() {
        return Map.of(ROWS, new long[] {(long) side * side, dimension()});
    }

    @Override
    public Map<String, INDArray> trainingInputs() {
        Map<String, INDArray> inputs = new HashMap<>();
        for (ScaleFlow flow : flows) {
            inputs.put(flow.vectors(), Nd4j.zeros(1, flow.scale().channels()));
            inputs.put(flow.positions(), Nd4j.zeros(1, flow.code().length()));
        }
        return inputs;
    }

    @Override
    public Trainable graph(long seed) {
        Trainable net = new Trainable(seed);
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        TeacherGrid grid = new TeacherGrid(net.input(ROWS, dimension()), side);
        List<SDVariable> losses = new ArrayList<>();
        List<SDVariable> typical = new ArrayList<>();
        for (ScaleFlow flow : flows) {
            losses.add(loss(net, flow, random));
            typical.add(grid.enlarged(typicality(net, flow, grid, random), flow.scale()));
        }
        Trainable.sum(losses).rename(LOSS);
        Trainable.sum(typical).div(flows.size()).rsub(1).reshape(-1).rename(SCORE);
        return net;
    }

    private static SDVariable loss(Trainable net, ScaleFlow flow, UniformRandomProvider random) {
        SDVariable vectors = net.input(flow.vectors(), flow.scale().channels());
        SDVariable positions = net.input(flow.positions(), flow.code().length());
        return net.graph()
                .nn()
                .softplus(flow.logLikelihood(net, vectors, positions, random).neg())
                .mean();
    }

    /** How likely the places of one image are beside the likeliest normal one, on the layer's own grid, shape (1, side, side). */
    private static SDVariable typicality(
            Trainable net, ScaleFlow flow, TeacherGrid grid, UniformRandomProvider random) {
        int own = flow.side();
        SDVariable features = grid.features(flow.scale()).permute(0, 2, 3, 1);
        SDVariable vectors = features.reshape(-1, flow.scale().channels());
        SDVariable positions = net.graph().constant("codes-" + flow.index(), flow.codes());
        SDVariable likelihood =
                flow.logLikelihood(net, vectors, positions, random).rename(flow.likelihood());
        SDVariable above = likelihood.sub(net.kept(flow.highest(), 0, 1, 1));
        SDVariable below = net.graph().nn().relu(above.neg(), 0).neg();
        return net.graph().math().exp(below).reshape(-1, own, own);
    }

    @Override
    public void train(Trainable net, TrainingFeatures features, FitRequest request) {
        Options options = request.options();
        boolean held = options.get(Cflow.SCALE).equals(Cflow.HELD_OUT);
        Split<KeptRows> split =
                held ? Split.drawn(features.rows(), request.seed()) : new Split<>(features.rows(), List.of());
        WeightRule rule = WeightRule.annealed(options.get(Cflow.LEARNING_RATE), options.get(Cflow.EPOCHS));
        int places = options.get(Cflow.PLACES);
        double noise = options.get(Cflow.NOISE);
        BatchLearner<KeptRows> learner = new BatchLearner<>(
                new Optimiser(net, name -> rule, LOSS),
                new Split<>(split.train(), List.of()),
                options.get(TrainingOptions.BATCH),
                (images, random) -> batch(images, places, noise, features, random),
                inputs -> {});
        TrainingLoop.toTheEnd(options, Cflow.EPOCHS, request.seed()).run(learner, request.progress());
        scale(net, features, split.heldOut().isEmpty() ? split.train() : split.heldOut());
    }

    private Map<String, INDArray> batch(
            List<KeptRows> images, int places, double noise, TrainingFeatures features, UniformRandomProvider random) {
        Map<String, INDArray> inputs = new HashMap<>();
        for (ScaleFlow flow : flows) {
            ScaleFlow.Drawn drawn = flow.drawn(images, places, features.standardisation(), random);
            new FeatureNoise(new double[] {noise}).addTo(drawn.vectors(), random);
            inputs.put(
                    flow.vectors(),
                    FeatureNetwork.matrix(drawn.vectors(), flow.scale().channels()));
            inputs.put(
                    flow.positions(),
                    FeatureNetwork.matrix(drawn.codes(), flow.code().length()));
        }
        return inputs;
    }

    /** Keeps the highest log-likelihood of each layer over some images. */
    private void scale(Trainable net, TrainingFeatures features, List<KeptRows> images) {
        List<String> outputs = flows.stream().map(ScaleFlow::likelihood).toList();
        Map<String, Float> highest = new HashMap<>();
        for (KeptRows image : images) {
            Cancellation.check();
            try (INDArray rows = FeatureNetwork.matrix(features.standardised(List.of(image)), dimension())) {
                net.run(Map.of(ROWS, rows), outputs)
                        .forEach((name, values) -> highest.merge(name, highest(values), Math::max));
            }
        }
        flows.forEach(flow -> net.keep(
                flow.highest(),
                new float[] {Objects.requireNonNull(highest.get(flow.likelihood()), flow.likelihood())}));
    }

    private static float highest(float[] values) {
        float highest = values[0];
        for (float value : values) {
            highest = Math.max(highest, value);
        }
        return highest;
    }
}
