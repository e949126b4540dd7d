package io.xvad.video.detectors.dlanac;

import io.xvad.core.option.Options;
import io.xvad.training.BatchLearner;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.framenetwork.AnnealedRate;
import io.xvad.video.detectors.framenetwork.CodeGrid;
import io.xvad.video.detectors.framenetwork.FrameForm;
import io.xvad.video.detectors.framenetwork.FrameLosses;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.FrameUnet;
import io.xvad.video.detectors.framenetwork.ItemMemory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A U-Net whose code is concatenated with what is read from its window's prototypes ({@link LocalAggregation}). The loss is the mean
 * squared error with the compactness and separateness of the features around the centres (Park et al., 2020);
 * after each step a cluster that is hardly used may be dropped ({@link ClusterSelection}).
 *
 * @param options of the detector
 */
record DlanAcNetwork(Options options) implements FrameNetwork {

    private static final String CENTRES = "centres";
    private static final String SELECTED = "selected";
    private static final String SHARES = "cluster-shares";

    @Override
    public Trainable graph(long seed) {
        FrameForm form = FrameForm.of(options);
        int size = form.size();
        int frames = DlanAc.WINDOW.seen();
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, (long) frames * form.channels(), size, size);
        SDVariable target = net.input(TARGET, form.channels(), size, size);
        FrameUnet unet = new FrameUnet(net, options.get(FrameNetworkOptions.WIDTH), true, true);
        FrameUnet.Encoded encoded = unet.encoded(seen, frames * form.channels());
        int side = size / FrameUnet.STRIDE;
        CodeGrid grid = new CodeGrid(side);
        int clusters = options.get(DlanAc.CLUSTERS);
        SDVariable centres = net.constant(CENTRES, 1, clusters, unet.channels());
        SDVariable selected = net.kept(SELECTED, 1, 1, clusters);
        net.kept(SHARES, 1.0 / clusters, clusters);
        ItemMemory plain = new ItemMemory(net.graph(), centres, unet.channels());
        SDVariable features =
                plain.normalised(grid.rows(encoded.code(), unet.channels())).rename(ItemMemory.QUERIES);
        SDVariable unit = plain.normalised(centres);
        LocalAggregation aggregation = new LocalAggregation(net.graph(), unit, selected, options.get(DlanAc.SHARPNESS));
        LocalAggregation.Grouping grouping = new LocalAggregation.Grouping(side * side, clusters, unet.channels());
        SDVariable assigned = aggregation.assigned(features).rename(LocalAggregation.ASSIGNED);
        SDVariable read = aggregation.read(aggregation.prototypes(assigned, features, grouping), features, grouping);
        int channels = 2 * unet.channels();
        SDVariable both = grid.planes(net.graph().concat(1, features, read), channels);
        SDVariable output = unet.decoded(encoded, both, channels, form.channels());
        ItemMemory around = new ItemMemory(net.graph(), unit, unet.channels()).over(selected);
        new FrameLosses(net.graph(), size)
                .intensity(output, target)
                .add(around.compactness(features).mul(options.get(DlanAc.COMPACTNESS)))
                .add(around.separateness(features).mul(options.get(DlanAc.SEPARATENESS)))
                .rename(LOSS);
        return net;
    }

    /** Starts the centres at features that are apart from each other. */
    @Override
    public void prepare(Trainable net, Map<String, INDArray> inputs, long seed) {
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
    public BatchLearner.AfterStep afterStep(Trainable net, AnnealedRate rate, long seed) {
        double least = options.get(DlanAc.LEAST_SHARE);
        return inputs -> {
            float[] shares = ClusterSelection.shares(net.value(SHARES), net.run(inputs, LocalAggregation.ASSIGNED));
            net.keep(SHARES, shares);
            net.keep(SELECTED, ClusterSelection.selected(net.value(SELECTED), shares, least));
        };
    }
}
