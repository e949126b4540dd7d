package io.xvad.video.detectors.mnad;

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
import io.xvad.video.detectors.framenetwork.UnitVectors;
import io.xvad.video.detectors.framenetwork.WindowLayout;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A U-Net whose code is concatenated with what its memory reads for it (Park et al., 2020). The loss is the mean squared
 * error with the compactness and separateness of the memory; the items are updated after each step
 * ({@link MemoryUpdate}).
 *
 * @param options of the detector
 */
record MnadNetwork(Options options) implements FrameNetwork {

    /** Name of the items. */
    static final String MEMORY = "memory";

    @Override
    public Trainable graph(long seed) {
        FrameForm form = FrameForm.of(options);
        int size = form.size();
        WindowLayout window = Mnad.window(options);
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, (long) window.seen() * form.channels(), size, size);
        SDVariable target = net.input(TARGET, form.channels(), size, size);
        FrameUnet unet = new FrameUnet(net, options.get(FrameNetworkOptions.WIDTH), window.predicts(), true);
        FrameUnet.Encoded encoded = unet.encoded(seen, window.seen() * form.channels());
        ItemMemory memory = new ItemMemory(net.graph(), items(net, unet.channels(), seed), unet.channels());
        CodeGrid grid = new CodeGrid(size / FrameUnet.STRIDE);
        SDVariable queries =
                memory.normalised(grid.rows(encoded.code(), unet.channels())).rename(ItemMemory.QUERIES);
        SDVariable both = net.graph().concat(1, queries, memory.read(queries));
        int channels = 2 * unet.channels();
        SDVariable output = unet.decoded(encoded, grid.planes(both, channels), channels, form.channels());
        new FrameLosses(net.graph(), size)
                .intensity(output, target)
                .add(memory.compactness(queries).mul(options.get(Mnad.COMPACTNESS)))
                .add(memory.separateness(queries).mul(options.get(Mnad.SEPARATENESS)))
                .rename(LOSS);
        return net;
    }

    /** Drawn in random directions. */
    private SDVariable items(Trainable net, int channels, long seed) {
        int items = options.get(Mnad.ITEMS);
        SDVariable memory = net.kept(MEMORY, 0, items, channels);
        net.keep(MEMORY, UnitVectors.drawn(items, channels, seed + 1));
        return memory;
    }

    @Override
    public BatchLearner.AfterStep afterStep(Trainable net, AnnealedRate rate, long seed) {
        int items = options.get(Mnad.ITEMS);
        return inputs -> {
            float[] memory = net.value(MEMORY);
            float[] queries = net.run(inputs, ItemMemory.QUERIES);
            net.keep(MEMORY, MemoryUpdate.updated(memory, queries, memory.length / items));
        };
    }
}
