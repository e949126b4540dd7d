package io.xvad.detectors.network;

import org.nd4j.autodiff.samediff.SDVariable;

/** The cross-entropy of images and their reconstructions, each value in [0, 1] taken for a probability. */
public final class PixelCrossEntropy {

    private PixelCrossEntropy() {}

    /**
     * Summed over the values of an image, {@code -x log(s) - (1 - x) log(1 - s)} with {@code s} the sigmoid of a logit: one number for
     * each image.
     *
     * @param images in [0, 1], shape (N, ...)
     * @param logits of the reconstructions, of the same shape
     * @param values of an image
     */
    public static SDVariable of(SDVariable images, SDVariable logits, long values) {
        return logits.getSameDiff()
                .nn()
                .softplus(logits)
                .sub(images.mul(logits))
                .reshape(-1, values)
                .sum(1);
    }
}
