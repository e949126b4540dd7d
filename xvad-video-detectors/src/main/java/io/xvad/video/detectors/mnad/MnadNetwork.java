package io.xvad.video.detectors.mnad;

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
import io.xvad.video.detectors.framenetwork.UnitVectors;
import io.xvad.video.detectors.framenetwork.WindowLayout;
import io.xvad.video.detectors.frameprediction.FramePredictionNetwork;
import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/** What is MNAD's own. */
final class MnadNetwork implements FrameNetwork {

    private static boolean predicts(Options options) {
        return options.get(Mnad.TASK).equals(Mnad.PREDICTION);
    }

    @Override
    public WindowLayout sight(Options options) {
        return predicts(options) ? new WindowLayout(FramePredictionNetwork.SEEN_FRAMES, true) : new WindowLayout(1, false);
    }

    @Override
    public Trainable graph(Options options, long seed) {
        int size = FrameNetworkOptions.size(options);
        int frames = sight(options).frames();
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, frames, size, size);
        SDVariable target = net.input(TARGET, 1, size, size);
        FrameUnet unet = new FrameUnet(net, options.get(FrameNetworkOptions.WIDTH), predicts(options));
        FrameUnet.Encoded encoded = unet.encoded(seen, frames);
        ItemMemory memory = new ItemMemory(net.graph(), items(net, options.get(Mnad.ITEMS), unet.channels(), seed));
        CodeGrid grid = new CodeGrid(size / FrameUnet.STRIDE);
        SDVariable queries =
                memory.normalised(grid.rows(encoded.code(), unet.channels())).rename(ItemMemory.QUERIES);
        SDVariable both = net.graph().concat(1, queries, memory.read(queries));
        int channels = 2 * unet.channels();
        SDVariable output = unet.decoded(encoded, grid.planes(both, channels), channels, 1);
        new FrameLosses(net.graph(), size)
                .errors(output, target)
                .rename(ERROR)
                .mean()
                .add(memory.compactness(queries).mul(options.get(Mnad.COMPACTNESS)))
                .add(memory.separateness(queries).mul(options.get(Mnad.SEPARATENESS)))
                .rename(LOSS);
        return net;
    }

    /** UnitVectors drawn at random. */
    private static SDVariable items(Trainable net, int items, int channels, long seed) {
        SDVariable memory = net.kept(ItemMemory.MEMORY, 0, items, channels);
        net.keep(ItemMemory.MEMORY, UnitVectors.drawn(items, channels, seed + 1));
        return memory;
    }

    @Override
    public BatchLearner.AfterStep afterStep(Trainable net, Options options) {
        int items = options.get(Mnad.ITEMS);
        return inputs -> {
            float[] memory = net.value(ItemMemory.MEMORY);
            float[] queries = net.run(inputs, ItemMemory.QUERIES);
            net.keep(ItemMemory.MEMORY, MemoryUpdate.updated(memory, queries, memory.length / items));
        };
    }

    @Override
    public double errorWeight(Options options) {
        return options.get(Mnad.ERROR_WEIGHT);
    }

    @Override
    public List<Term> terms(Options options) {
        return List.of(new Term("memory-distance", "", ItemMemory.DISTANCES, 1 - errorWeight(options)));
    }

    @Override
    public Optional<Items> items() {
        return Optional.of(
                new Items("item", options -> options.get(Mnad.ITEMS), ItemMemory.NEAREST, ItemMemory.DISTANCES));
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return Mnad.EPOCHS;
    }

    @Override
    public OptionSpec<Double> learningRate() {
        return Mnad.RATE;
    }
}
