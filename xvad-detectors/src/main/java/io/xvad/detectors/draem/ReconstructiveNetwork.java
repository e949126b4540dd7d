package io.xvad.detectors.draem;

import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Sspcab;
import io.xvad.training.Trainable;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The reconstructive network of DRAEM (Zavrtanik et al., 2021, section 3.1, as wide as in the authors' code): an encoder of five stages
 * with up to eight times the channels of the first, and a decoder that sees nothing but what the encoder ends with.
 *
 * @param width channels of the first stage
 * @param blockWeight of the loss of a predictive block at the end of the encoder; 0 leaves it out
 */
record ReconstructiveNetwork(int width, double blockWeight) {

    private static final int[] CHANNELS = {1, 2, 4, 8, 8};

    /**
     * What comes out.
     *
     * @param image the reconstruction, shape (N, 3, side, side), not bounded
     * @param blockLoss of the predictive block, weighted; empty if there is none
     */
    record Restored(SDVariable image, Optional<SDVariable> blockLoss) {}

    /** Adds the network for images of this side. */
    Restored of(Trainable net, Mode mode, SDVariable image, int side) {
        Stages stages = new Stages(net, mode);
        int last = CHANNELS.length - 1;
        SDVariable x = stages.pair("restore-down-0", image, 3, width, width);
        for (int i = 1; i <= last; i++) {
            int out = channels(i);
            x = stages.pair("restore-down-" + i, stages.halved(x), channels(i - 1), out, out);
        }
        Optional<Sspcab> block = block(net, x, side >> last);
        x = block.map(Sspcab::output).orElse(x);
        for (int i = last - 1; i >= 0; i--) {
            int in = channels(i);
            x = stages.enlarged("restore-up-" + i, x, in, in, side >> i + 1, side >> i);
            x = stages.pair("restore-joint-" + i, x, in, in, channels(Math.max(0, i - 1)));
        }
        SDVariable restored = new Layers(net, mode).convolution("restored", x, width, 3, 3, 1, 1);
        return new Restored(restored, block.map(b -> b.loss().mul(blockWeight)));
    }

    private Optional<Sspcab> block(Trainable net, SDVariable encoded, int side) {
        return blockWeight > 0
                ? Optional.of(Sspcab.add(net, "block", encoded, channels(CHANNELS.length - 1), side))
                : Optional.empty();
    }

    private int channels(int stage) {
        return CHANNELS[stage] * width;
    }
}
