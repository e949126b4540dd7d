package io.xvad.detectors.cavga;

import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;

/** The encoder up to its last convolution, and the generator: what the paper's CAVGA-D and CAVGA-R differ in. */
interface CavgaLayers {

    /** Channels of the widest grid, from which all others follow. */
    int width();

    /** Pixels of the image for each position of the code, along a side. */
    int stride();

    /** Channels of what the encoder's last convolution gives. */
    int channels();

    /**
     * What the encoder's last convolution gives, shape (N, channels, size / stride, size / stride).
     *
     * @param images in [0, 1], shape (N, 3, size, size)
     */
    SDVariable encoded(Trainable net, Mode mode, SDVariable images);

    /**
     * Logits of the images that are made of codes, of the images' shape.
     *
     * @param code shape (N, values, size / stride, size / stride)
     */
    SDVariable generated(Trainable net, Mode mode, SDVariable code, int values);
}
