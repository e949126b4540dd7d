package io.xvad.detectors.cavga;

import io.xvad.detectors.network.DcganLayers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * CAVGA-D: the convolutions of DCGAN's discriminator encode, those of its generator decode.
 *
 * @param width channels of the first convolution; 64 in DCGAN
 */
record CavgaD(int width) implements CavgaLayers {

    static final int HALVINGS = 4;

    @Override
    public int stride() {
        return 1 << HALVINGS;
    }

    @Override
    public int channels() {
        return width << (HALVINGS - 1);
    }

    @Override
    public SDVariable encoded(Trainable net, Mode mode, SDVariable images) {
        return new DcganLayers(net, mode).halvings("encoder-", images, width, HALVINGS);
    }

    @Override
    public SDVariable generated(Trainable net, Mode mode, SDVariable code, int values) {
        DcganLayers layers = new DcganLayers(net, mode);
        return layers.image("generator-out", layers.doublings("generator-", code, values, width, HALVINGS - 1), width);
    }
}
