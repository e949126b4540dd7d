package io.xvad.video.detectors.networks;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.training.BatchLearner;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/** What is MNAD's own. */
final class MnadRecipe implements VideoRecipe {

    private static boolean predicts(Options options) {
        return options.get(Mnad.TASK).equals(Mnad.PREDICTION);
    }

    @Override
    public Sight sight(Options options) {
        return predicts(options) ? new Sight(PredictionRecipe.SEEN_FRAMES, true) : new Sight(1, false);
    }

    @Override
    public Trainable graph(Options options, long seed) {
        int size = NetworkOptions.size(options);
        int frames = sight(options).frames();
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, frames, size, size);
        SDVariable target = net.input(TARGET, 1, size, size);
        FrameUnet unet = new FrameUnet(net, options.get(NetworkOptions.WIDTH), predicts(options));
        FrameUnet.Encoded encoded = unet.encoded(seen, frames);
        MemoryGraph memory = new MemoryGraph(net.graph(), items(net, options.get(Mnad.ITEMS), unet.channels(), seed));
        CodeGrid grid = new CodeGrid(size / FrameUnet.STRIDE);
        SDVariable queries =
                memory.normalised(grid.rows(encoded.code(), unet.channels())).rename(MemoryGraph.QUERIES);
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

    /** Directions drawn at random. */
    private static SDVariable items(Trainable net, int items, int channels, long seed) {
        SDVariable memory = net.kept(MemoryGraph.MEMORY, 0, items, channels);
        net.keep(MemoryGraph.MEMORY, Directions.drawn(items, channels, seed + 1));
        return memory;
    }

    @Override
    public BatchLearner.AfterStep afterStep(Trainable net, Options options) {
        int items = options.get(Mnad.ITEMS);
        return inputs -> {
            float[] memory = net.value(MemoryGraph.MEMORY);
            float[] queries = net.run(inputs, MemoryGraph.QUERIES);
            net.keep(MemoryGraph.MEMORY, MemoryUpdate.updated(memory, queries, memory.length / items));
        };
    }

    @Override
    public double errorWeight(Options options) {
        return options.get(Mnad.ERROR_WEIGHT);
    }

    @Override
    public List<Term> terms(Options options) {
        return List.of(new Term("memory-distance", "", MemoryGraph.DISTANCES, 1 - errorWeight(options)));
    }

    @Override
    public Optional<Items> items() {
        return Optional.of(
                new Items("item", options -> options.get(Mnad.ITEMS), MemoryGraph.NEAREST, MemoryGraph.DISTANCES));
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
