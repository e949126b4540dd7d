package io.xvad.video.detectors.dlanac;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.training.BatchLearner;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.framenetwork.CodeGrid;
import io.xvad.video.detectors.framenetwork.FrameLosses;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.FrameUnet;
import io.xvad.video.detectors.framenetwork.ItemMemory;
import io.xvad.video.detectors.framenetwork.WindowLayout;
import io.xvad.video.detectors.frameprediction.FramePredictionNetwork;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is local aggregation's own. */
final class DlanAcNetwork implements FrameNetwork {

    private static final String CENTRES = "centres";
    private static final String SELECTED = "selected";
    private static final String SHARES = "cluster-shares";

    @Override
    public WindowLayout sight(Options options) {
        return new WindowLayout(FramePredictionNetwork.SEEN_FRAMES, true);
    }

    @Override
    public Trainable graph(Options options, long seed) {
        int size = FrameNetworkOptions.size(options);
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, FramePredictionNetwork.SEEN_FRAMES, size, size);
        SDVariable target = net.input(TARGET, 1, size, size);
        FrameUnet unet = new FrameUnet(net, options.get(FrameNetworkOptions.WIDTH), true);
        FrameUnet.Encoded encoded = unet.encoded(seen, FramePredictionNetwork.SEEN_FRAMES);
        int side = size / FrameUnet.STRIDE;
        CodeGrid grid = new CodeGrid(side);
        int clusters = options.get(DlanAc.CLUSTERS);
        SDVariable centres = net.constant(CENTRES, 1, clusters, unet.channels());
        SDVariable selected = net.kept(SELECTED, 1, 1, clusters);
        net.kept(SHARES, 1.0 / clusters, clusters);
        ItemMemory plain = new ItemMemory(net.graph(), centres);
        SDVariable features =
                plain.normalised(grid.rows(encoded.code(), unet.channels())).rename(ItemMemory.QUERIES);
        SDVariable unit = plain.normalised(centres);
        LocalAggregation aggregation = new LocalAggregation(net.graph(), unit, selected, options.get(DlanAc.SHARPNESS));
        LocalAggregation.Grouping grouping = new LocalAggregation.Grouping(side * side, clusters, unet.channels());
        SDVariable assigned = aggregation.assigned(features).rename(LocalAggregation.ASSIGNED);
        SDVariable read = aggregation.read(aggregation.prototypes(assigned, features, grouping), features, grouping);
        int channels = 2 * unet.channels();
        SDVariable output =
                unet.decoded(encoded, grid.planes(net.graph().concat(1, features, read), channels), channels, 1);
        ItemMemory around = new ItemMemory(net.graph(), unit).over(selected);
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
        float[] features = net.run(inputs, ItemMemory.QUERIES);
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
        return List.of(new Term("centre-distance", "", ItemMemory.DISTANCES, 1 - errorWeight(options)));
    }

    @Override
    public Optional<Items> items() {
        return Optional.of(new Items(
                "cluster", options -> options.get(DlanAc.CLUSTERS), ItemMemory.NEAREST, ItemMemory.DISTANCES));
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
