package io.xvad.video.detectors.vqmemory;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.training.BatchLearner;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.framenetwork.CodeGrid;
import io.xvad.video.detectors.framenetwork.FrameLosses;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.FrameUnet;
import io.xvad.video.detectors.framenetwork.UnitVectors;
import io.xvad.video.detectors.framenetwork.WindowLayout;
import io.xvad.video.detectors.frameprediction.FramePredictionNetwork;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/** What is the vector-quantised U-Net's own. */
final class VqMemoryNetwork implements FrameNetwork {

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

    /** Drawn as if each code had had one feature. */
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
    public BatchLearner.AfterStep afterStep(Trainable net, Options options) {
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

    @Override
    public Optional<Items> items() {
        return Optional.of(
                new Items("code", options -> options.get(VqMemory.CODES), Codebook.NEAREST, Codebook.DISTANCES));
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return VqMemory.EPOCHS;
    }

    @Override
    public OptionSpec<Double> learningRate() {
        return VqMemory.RATE;
    }
}
