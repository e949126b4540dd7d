package io.xvad.video.detectors.vqmemory;

import io.xvad.core.option.Options;
import io.xvad.training.BatchLearner;
import io.xvad.training.Trainable;
import io.xvad.training.codebook.Codebook;
import io.xvad.training.codebook.FollowingCodes;
import io.xvad.video.detectors.framenetwork.AnnealedRate;
import io.xvad.video.detectors.framenetwork.CodeGrid;
import io.xvad.video.detectors.framenetwork.FrameForm;
import io.xvad.video.detectors.framenetwork.FrameLosses;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import io.xvad.video.detectors.framenetwork.FrameNetworkOptions;
import io.xvad.video.detectors.framenetwork.FrameUnet;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A U-Net whose code is quantised by a {@link Codebook}. The loss is that of frame prediction without flow (Liu et al., 2018)
 * and the commitment loss; the codes follow their features after each step.
 *
 * @param options of the detector
 */
record VqMemoryNetwork(Options options) implements FrameNetwork {

    @Override
    public Trainable graph(long seed) {
        FrameForm form = FrameForm.of(options);
        int size = form.size();
        int frames = VqMemory.WINDOW.seen();
        Trainable net = new Trainable(seed);
        SDVariable seen = net.input(SEEN, (long) frames * form.channels(), size, size);
        SDVariable target = net.input(TARGET, form.channels(), size, size);
        FrameUnet unet = new FrameUnet(net, options.get(FrameNetworkOptions.WIDTH), true);
        FrameUnet.Encoded encoded = unet.encoded(seen, frames * form.channels());
        CodeGrid grid = new CodeGrid(size / FrameUnet.STRIDE);
        SDVariable features = grid.rows(encoded.code(), unet.channels()).rename(Codebook.FEATURES);
        int count = options.get(VqMemory.CODES);
        Codebook codebook = new Codebook(net, features, Codebook.kept(net, count, unet.channels()), count).revealed();
        SDVariable quantised = grid.planes(codebook.passed(), unet.channels());
        SDVariable output = unet.decoded(encoded, quantised, unet.channels(), form.channels());
        new FrameLosses(net.graph(), size)
                .intensityAndGradient(output, target)
                .add(codebook.commitment().mul(options.get(VqMemory.COMMITMENT)))
                .rename(LOSS);
        return net;
    }

    /** Starts the codes at features of normal frames, as if each had had one feature so far: itself. */
    @Override
    public void prepare(Trainable net, Map<String, INDArray> inputs, long seed) {
        Codebook.begin(net, net.run(inputs, Codebook.FEATURES), seed);
    }

    @Override
    public BatchLearner.AfterStep afterStep(Trainable net, AnnealedRate rate, long seed) {
        return new FollowingCodes(net, options.get(VqMemory.DECAY), options.get(VqMemory.LEAST_USED), seed + 1);
    }
}
