package io.xvad.video.detectors.framenetwork;

import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The U-Net of frame prediction (Liu et al., 2018), three times halved, from grey frames to one; convolutions of stride 2 stand for
 * its pooling, nearest enlargement and a convolution for its transposed convolutions.
 *
 * @param width channels of the first layer
 * @param skips whether what is seen on the way down is seen again on the way up; a network that is shown the very frame it is
 *     to give would merely copy it
 */
public record FrameUnet(Trainable net, int width, boolean skips) {

    /** How many times smaller than the frame the code is, along each side. */
    public static final int STRIDE = 8;

    /**
     * The features on the way down.
     *
     * @param whole at the size of the frames
     * @param half at half of it
     * @param quarter at a quarter
     * @param code at an eighth, {@link #channels} channels
     */
    public record Encoded(SDVariable whole, SDVariable half, SDVariable quarter, SDVariable code) {}

    /** Channels of the code. */
    public int channels() {
        return 8 * width;
    }

    /** The frame that is given for some frames, shape (N, 1, size, size), values in [0, 1]. */
    public SDVariable predicted(SDVariable seen, int frames) {
        Encoded encoded = encoded(seen, frames);
        return decoded(encoded, encoded.code, channels(), 1);
    }

    public Encoded encoded(SDVariable seen, int frames) {
        Layers layers = new Layers(net);
        SDVariable whole = layers.rectified("down-1", seen, frames, width, 3, 1, 1);
        SDVariable half = down(layers, 2, whole, width);
        SDVariable quarter = down(layers, 3, half, 2 * width);
        return new Encoded(whole, half, quarter, down(layers, 4, quarter, 4 * width));
    }

    /**
     * Decodes on the way up.
     *
     * @param code what is decoded in place of the code
     * @param channels channels of it
     * @param frames how many come out, values in [0, 1]
     */
    public SDVariable decoded(Encoded encoded, SDVariable code, int channels, int frames) {
        SDVariable x = up(3, code, encoded.quarter, channels, 4 * width);
        x = up(2, x, encoded.half, 4 * width, 2 * width);
        x = up(1, x, encoded.whole, 2 * width, width);
        return net.graph().nn().sigmoid(new Layers(net).convolution("last", x, width, frames, 3, 1, 1));
    }

    private static SDVariable down(Layers layers, int level, SDVariable x, int channels) {
        SDVariable halved = layers.rectified("halved-" + level, x, channels, 2 * channels, 4, 2, 1);
        return layers.rectified("down-" + level, halved, 2 * channels, 2 * channels, 3, 1, 1);
    }

    private SDVariable up(int level, SDVariable deep, SDVariable across, int in, int out) {
        Layers layers = new Layers(net);
        SDVariable large = layers.enlarged("enlarged-" + level, deep, in, out);
        SDVariable joined = skips ? net.graph().concat(1, large, across) : large;
        return layers.rectified("up-" + level, joined, skips ? 2 * out : out, out, 3, 1, 1);
    }
}
