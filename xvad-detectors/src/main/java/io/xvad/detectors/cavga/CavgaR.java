package io.xvad.detectors.cavga;

import io.xvad.detectors.network.BackboneFeatures;
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Residual;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * CAVGA-R: a network trained on ImageNet encodes, residual blocks decode. The network is the packaged backbone, whose features of
 * strides 8 and 16 stay as they are; standardised, they go into one convolution of 3 pixels that is trained, the encoder's last. (The
 * paper's is a ResNet-18 that is trained further.)
 *
 * @param features of the backbone
 * @param width channels of the generator's last block; twice as many in each block before
 */
record CavgaR(BackboneFeatures features, int width) implements CavgaLayers {

    static final List<String> LAYERS = List.of("stride8", "stride16");

    private static final int HALVINGS = 3;

    @Override
    public int stride() {
        return 1 << HALVINGS;
    }

    @Override
    public int channels() {
        return width << HALVINGS;
    }

    /** Encodes the backbone's features; the pixels themselves are not looked at. */
    @Override
    public SDVariable encoded(Trainable net, Mode mode, SDVariable images) {
        return new Residual(net, mode)
                .convolution("encoder", features.standardised(net), features.channels(), channels(), 1);
    }

    @Override
    public SDVariable generated(Trainable net, Mode mode, SDVariable code, int values) {
        Residual residual = new Residual(net, mode);
        SDVariable x = residual.convolution("generator-0", code, values, channels(), 1);
        int in = channels();
        for (int i = 1; i <= HALVINGS; i++) {
            x = residual.enlargingBlock("generator-" + i, x, in, in / 2);
            in /= 2;
        }
        return new Layers(net, mode).convolution("generator-out", x, in, 3, 3, 1, 1);
    }
}
