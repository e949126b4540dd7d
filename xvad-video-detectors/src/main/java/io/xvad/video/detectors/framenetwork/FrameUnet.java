package io.xvad.video.detectors.framenetwork;

import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The U-Net of frame prediction (Liu et al., 2018), three times halved, from frames to one; convolutions of stride 2 stand for
 * its pooling, nearest enlargement and a convolution for its transposed convolutions, and a sigmoid for its hyperbolic tangent, since
 * values are in [0, 1]. There is no batch normalisation.
 *
 * @param width channels of the first layer; 64 in the paper
 * @param skips whether what is seen on the way down is seen again on the way up; a network that is shown the very frame it is
 *     to give would merely copy it
 * @param linear whether the code may have any sign, as what is scaled to length 1 needs (Park et al., 2020); else its last layer is
 *     rectified as the others
 */
public record FrameUnet(Trainable net, int width, boolean skips, boolean linear) {

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

    /** A network whose code is rectified. */
    public FrameUnet(Trainable net, int width, boolean skips) {
        this(net, width, skips, false);
    }

    /**
     * The frame that is given for some frames, values in [0, 1].
     *
     * @param seen the frames, their channels one after the other
     * @param frames how many
     * @param channels of a frame
     */
    public SDVariable predicted(SDVariable seen, int frames, int channels) {
        Encoded encoded = encoded(seen, frames * channels);
        return decoded(encoded, encoded.code, channels(), channels);
    }

    /**
     * Encodes frames.
     *
     * @param planes channels of all frames together
     */
    public Encoded encoded(SDVariable seen, int planes) {
        Layers layers = new Layers(net);
        SDVariable whole = layers.rectified("down-1", seen, planes, width, 3, 1, 1);
        SDVariable half = down(layers, 2, whole, width);
        SDVariable quarter = down(layers, 3, half, 2 * width);
        return new Encoded(whole, half, quarter, code(layers, quarter));
    }

    private SDVariable code(Layers layers, SDVariable quarter) {
        SDVariable halved = layers.rectified("halved-4", quarter, 4 * width, channels(), 4, 2, 1);
        return linear
                ? layers.convolution("down-4", halved, channels(), channels(), 3, 1, 1)
                : layers.rectified("down-4", halved, channels(), channels(), 3, 1, 1);
    }

    /**
     * Decodes on the way up.
     *
     * @param code what is decoded in place of the code
     * @param channels channels of it
     * @param planes how many come out, values in [0, 1]
     */
    public SDVariable decoded(Encoded encoded, SDVariable code, int channels, int planes) {
        SDVariable x = up(3, code, encoded.quarter, channels, 4 * width);
        x = up(2, x, encoded.half, 4 * width, 2 * width);
        x = up(1, x, encoded.whole, 2 * width, width);
        return net.graph().nn().sigmoid(new Layers(net).convolution("last", x, width, planes, 3, 1, 1));
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
