package io.xvad.detectors.draem;

import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The discriminative network of DRAEM (Zavrtanik et al., 2021, section 3.2, as wide as in the authors' code), a U-Net (Ronneberger et
 * al., 2015) that sees reconstruction and image together: six stages with up to eight times the channels of the first, and as many on
 * the way back, each beside what the stage of its size gave.
 *
 * @param width channels of the first stage
 */
record DiscriminativeNetwork(int width) {

    private static final int[] CHANNELS = {1, 2, 4, 8, 8, 8};
    private static final int[] BACK = {1, 1, 2, 4, 8};

    /** Adds the network for images of this side; what comes out are two logits of each pixel, shape (N, 2, side, side). */
    SDVariable of(Trainable net, Mode mode, SDVariable restored, SDVariable image, int side) {
        SameDiff graph = net.graph();
        Stages stages = new Stages(net, mode);
        int last = CHANNELS.length - 1;
        SDVariable x = stages.pair("tell-down-0", graph.concat(1, restored, image), 6, width, width);
        List<SDVariable> skipped = new ArrayList<>();
        for (int i = 1; i <= last; i++) {
            skipped.add(x);
            int out = width * CHANNELS[i];
            x = stages.pair("tell-down-" + i, stages.halved(x), width * CHANNELS[i - 1], out, out);
        }
        int in = width * CHANNELS[last];
        for (int i = last - 1; i >= 0; i--) {
            int out = width * BACK[i];
            SDVariable large = stages.enlarged("tell-up-" + i, x, in, out, side >> i + 1, side >> i);
            SDVariable both = graph.concat(1, large, skipped.get(i));
            x = stages.pair("tell-joint-" + i, both, out + width * CHANNELS[i], out, out);
            in = out;
        }
        return new Layers(net, mode).convolution("told", x, width, 2, 3, 1, 1);
    }
}
