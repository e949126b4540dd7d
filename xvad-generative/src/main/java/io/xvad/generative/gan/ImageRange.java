package io.xvad.generative.gan;

import org.nd4j.autodiff.samediff.SDVariable;

/** Images in [-1, 1], as generators make them, and in [0, 1], as they are elsewhere. */
public final class ImageRange {

    private ImageRange() {}

    /** From [0, 1] to [-1, 1]. */
    public static SDVariable signed(SDVariable images) {
        return images.mul(2).sub(1);
    }

    /** From [-1, 1] to [0, 1]. */
    public static SDVariable unsigned(SDVariable images) {
        return images.add(1).mul(0.5);
    }

    /** From [0, 1] to [-1, 1], where the values lie. */
    public static void sign(float[] images) {
        for (int i = 0; i < images.length; i++) {
            images[i] = 2 * images[i] - 1;
        }
    }

    /** The end of a generator: from logits to [-1, 1], by {@code tanh(x) = 2 sigmoid(2 x) - 1}. */
    public static SDVariable tanh(SDVariable logits) {
        return signed(logits.getSameDiff().nn().sigmoid(logits.mul(2)));
    }
}
