package io.xvad.video.detectors.networks;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.training.BatchLearner;
import io.xvad.training.Trainable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is local aggregation's own. */
final class DlanAcRecipe implements VideoRecipe {

    private static final String CENTRES = "centres";
    private static final String SELECTED = "selected";
    private static final String SHARES = "cluster-shares";

    @Override
    public Sight sight(Options options) {
        return new Sight(PredictionRecipe.SEEN_FRAMES, true);
    }

    @Override
    public Trainable graph(Options options, long seed) {
        int size = NetworkOptions.size(options);
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, PredictionRecipe.SEEN_FRAMES, size, size);
        SDVariable target = net.input(TARGET, 1, size, size);
        FrameUnet unet = new FrameUnet(net, options.get(NetworkOptions.WIDTH), true);
        FrameUnet.Encoded encoded = unet.encoded(seen, PredictionRecipe.SEEN_FRAMES);
        int side = size / FrameUnet.STRIDE;
        CodeGrid grid = new CodeGrid(side);
        int clusters = options.get(DlanAc.CLUSTERS);
        SDVariable centres = net.constant(CENTRES, 1, clusters, unet.channels());
        SDVariable selected = net.kept(SELECTED, 1, 1, clusters);
        net.kept(SHARES, 1.0 / clusters, clusters);
        MemoryGraph plain = new MemoryGraph(net.graph(), centres);
        SDVariable features =
                plain.normalised(grid.rows(encoded.code(), unet.channels())).rename(MemoryGraph.QUERIES);
        SDVariable unit = plain.normalised(centres);
        LocalAggregation aggregation = new LocalAggregation(net.graph(), unit, selected, options.get(DlanAc.SHARPNESS));
        LocalAggregation.Grouping grouping = new LocalAggregation.Grouping(side * side, clusters, unet.channels());
        SDVariable assigned = aggregation.assigned(features).rename(LocalAggregation.ASSIGNED);
        SDVariable read = aggregation.read(aggregation.prototypes(assigned, features, grouping), features, grouping);
        int channels = 2 * unet.channels();
        SDVariable output =
                unet.decoded(encoded, grid.planes(net.graph().concat(1, features, read), channels), channels, 1);
        MemoryGraph around = new MemoryGraph(net.graph(), unit).over(selected);
        new FrameLosses(net.graph(), size)
                .errors(output, target)
                .rename(ERROR)
                .mean()
                .add(around.compactness(features).mul(options.get(DlanAc.COMPACTNESS)))
                .add(around.separateness(features).mul(options.get(DlanAc.SEPARATENESS)))
                .rename(LOSS);
        return net;
    }

    @Override
    public void prepare(Trainable net, Map<String, INDArray> inputs, Options options) {
        float[] features = net.run(inputs, MemoryGraph.QUERIES);
        int clusters = options.get(DlanAc.CLUSTERS);
        int channels = net.value(CENTRES).length / clusters;
        ClusterSelection begun =
                ClusterSelection.farthestFirst(features, channels, clusters, options.get(DlanAc.APART));
        Map<String, float[]> values = new HashMap<>(net.values());
        values.put(CENTRES, begun.centres());
        values.put(SELECTED, begun.selected());
        float used = 0;
        for (float one : begun.selected()) {
            used += one;
        }
        float[] shares = new float[clusters];
        Arrays.fill(shares, 1 / used);
        values.put(SHARES, shares);
        net.restore(values);
    }

    @Override
    public BatchLearner.AfterStep afterStep(Trainable net, Options options) {
        double least = options.get(DlanAc.LEAST_SHARE);
        return inputs -> {
            float[] shares = ClusterSelection.shares(net.value(SHARES), net.run(inputs, LocalAggregation.ASSIGNED));
            net.keep(SHARES, shares);
            net.keep(SELECTED, ClusterSelection.selected(net.value(SELECTED), shares, least));
        };
    }

    @Override
    public double errorWeight(Options options) {
        return options.get(DlanAc.ERROR_WEIGHT);
    }

    @Override
    public List<Term> terms(Options options) {
        return List.of(new Term("centre-distance", "", MemoryGraph.DISTANCES, 1 - errorWeight(options)));
    }

    @Override
    public Optional<Items> items() {
        return Optional.of(new Items(
                "cluster", options -> options.get(DlanAc.CLUSTERS), MemoryGraph.NEAREST, MemoryGraph.DISTANCES));
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return DlanAc.EPOCHS;
    }

    @Override
    public OptionSpec<Double> learningRate() {
        return DlanAc.RATE;
    }
}
