package io.xvad.video.networks;

import io.xvad.detectors.learn.Layers;
import io.xvad.detectors.learn.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The U-Net of Liu et al. 2018 (figure 3), three times halved, from grey frames to one; convolutions of stride 2 stand for
 * its pooling, nearest enlargement and a convolution for its transposed convolutions.
 *
 * @param skips whether what is seen on the way down is seen again on the way up; a network that is shown the very frame it is
 *     to give would merely copy it
 */
record FrameUnet(int width, boolean skips) {

    SDVariable of(Trainable net, SDVariable seen, int frames) {
        Layers layers = new Layers(net);
        SDVariable whole = layers.rectified("down-1", seen, frames, width, 3, 1, 1);
        SDVariable half = down(layers, 2, whole, width);
        SDVariable quarter = down(layers, 3, half, 2 * width);
        SDVariable eighth = down(layers, 4, quarter, 4 * width);
        SDVariable x = up(net, 3, eighth, quarter, 4 * width);
        x = up(net, 2, x, half, 2 * width);
        x = up(net, 1, x, whole, width);
        return net.graph().nn().sigmoid(layers.convolution("last", x, width, 1, 3, 1, 1));
    }

    private static SDVariable down(Layers layers, int level, SDVariable x, int channels) {
        SDVariable halved = layers.rectified("halved-" + level, x, channels, 2 * channels, 4, 2, 1);
        return layers.rectified("down-" + level, halved, 2 * channels, 2 * channels, 3, 1, 1);
    }

    private SDVariable up(Trainable net, int level, SDVariable deep, SDVariable across, int channels) {
        Layers layers = new Layers(net);
        SDVariable large = layers.enlarged("enlarged-" + level, deep, 2 * channels, channels);
        SDVariable joined = skips ? net.graph().concat(1, large, across) : large;
        return layers.rectified("up-" + level, joined, skips ? 2 * channels : channels, channels, 3, 1, 1);
    }
}
