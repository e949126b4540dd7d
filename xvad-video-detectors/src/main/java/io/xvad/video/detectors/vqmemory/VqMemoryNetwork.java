package io.xvad.video.detectors.vqmemory;

import io.xvad.core.option.Options;
import io.xvad.training.BatchLearner;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.framenetwork.CodeGrid;
import io.xvad.video.detectors.framenetwork.FrameLosses;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.FrameUnet;
import io.xvad.video.detectors.framenetwork.UnitVectors;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A U-Net whose code is quantised by a {@link Codebook}. The loss is that of frame prediction without flow (Liu et al., 2018)
 * and the commitment loss; the codes follow their features after each step.
 *
 * @param options of the detector
 */
record VqMemoryNetwork(Options options) implements FrameNetwork {

    @Override
    public Trainable graph(long seed) {
        int size = FrameNetworkOptions.size(options);
        int frames = VqMemory.WINDOW.seen();
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, frames, size, size);
        SDVariable target = net.input(TARGET, 1, size, size);
        FrameUnet unet = new FrameUnet(net, options.get(FrameNetworkOptions.WIDTH), true);
        FrameUnet.Encoded encoded = unet.encoded(seen, frames);
        CodeGrid grid = new CodeGrid(size / FrameUnet.STRIDE);
        SDVariable features = grid.rows(encoded.code(), unet.channels()).rename(Codebook.FEATURES);
        int count = options.get(VqMemory.CODES);
        Codebook codebook = new Codebook(net, features, codes(net, count, unet.channels(), seed), count);
        SDVariable output = unet.decoded(encoded, grid.planes(codebook.passed(), unet.channels()), unet.channels(), 1);
        new FrameLosses(net.graph(), size)
                .intensityAndGradient(output, target)
                .add(codebook.commitment().mul(options.get(VqMemory.COMMITMENT)))
                .rename(LOSS);
        return net;
    }

    /** Drawn in random directions, with averages as if each code had had one feature so far: itself. */
    private static SDVariable codes(Trainable net, int count, int channels, long seed) {
        SDVariable codes = net.kept(Codebook.CODES, 0, count, channels);
        net.kept(Codebook.COUNTS, 1, count);
        net.kept(Codebook.SUMS, 0, count, channels);
        float[] drawn = UnitVectors.drawn(count, channels, seed + 1);
        net.keep(Codebook.CODES, drawn);
        net.keep(Codebook.SUMS, drawn);
        return codes;
    }

    @Override
    public BatchLearner.AfterStep afterStep(Trainable net) {
        double decay = options.get(VqMemory.DECAY);
        return inputs -> {
            Map<String, float[]> found = net.run(inputs, List.of(Codebook.FEATURES, Codebook.NEAREST));
            CodebookUpdate update = new CodebookUpdate(
                            net.value(Codebook.COUNTS), net.value(Codebook.SUMS), net.value(Codebook.CODES))
                    .after(
                            Objects.requireNonNull(found.get(Codebook.FEATURES)),
                            Objects.requireNonNull(found.get(Codebook.NEAREST)),
                            decay);
            net.keep(Codebook.COUNTS, update.counts());
            net.keep(Codebook.SUMS, update.sums());
            net.keep(Codebook.CODES, update.codes());
        };
    }
}
