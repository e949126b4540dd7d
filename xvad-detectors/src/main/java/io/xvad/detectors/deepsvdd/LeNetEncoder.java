package io.xvad.detectors.deepsvdd;

import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.BatchNormalisation;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/**
 * The LeNet-type network of the paper's experiments on CIFAR-10: convolutions of 5 x 5 pixels, each normalised, rectified and halved by the
 * largest of four values, then a linear layer. It has no biases, and scale and shift of the normalisation are not learned. For 32 pixels
 * it has the paper's three convolutions, for larger images more, until 4 to 7 positions are left along a side, or an odd number.
 *
 * @param net whose weights these are
 * @param size side of the images, a multiple of 16
 * @param width channels of the first convolution; of the next twice as many, of the others four times
 * @param latent values of the code, at least
 */
record LeNetEncoder(Trainable net, int size, int width, int latent) {

    static final int KERNEL = 5;
    static final double SLOPE = 0.01;

    private static final String SCALE = "-norm-scale";
    private static final String SHIFT = "-norm-shift";
    private static final int SMALLEST = 8;
    private static final int WIDEST = 3;

    /** Whether the weight of this name is one that is not learned: scale or shift of a normalisation. */
    static boolean isFixed(String weight) {
        return weight.endsWith(SCALE) || weight.endsWith(SHIFT);
    }

    /** Number of convolutions. */
    int stages() {
        int stages = 0;
        for (int side = size; side >= SMALLEST && side % 2 == 0; side /= 2) {
            stages++;
        }
        return stages;
    }

    /** Positions along a side after the last of them. */
    int side() {
        return size >> stages();
    }

    /** Channels that come out of a convolution, counted from 1. */
    int channels(int stage) {
        return width << (Math.min(WIDEST, stage) - 1);
    }

    /** Values of the code: a multiple of the positions that are left, so that the autoencoder can spread it over them. */
    int values() {
        int positions = side() * side();
        return (latent + positions - 1) / positions * positions;
    }

    /** The code of images of shape (N, 3, size, size), shape (N, values). */
    SDVariable code(SDVariable images, Mode mode) {
        SDVariable x = images;
        int in = 3;
        for (int stage = 1; stage <= stages(); stage++) {
            int out = channels(stage);
            String name = "stage-" + stage;
            x = pooled(rectified(normalised(name, convolved(net, name, x, in, out), out, mode)));
            if (mode == Mode.SCORING) {
                x = x.rename(name + "-out");
            }
            in = out;
        }
        int features = in * side() * side();
        return x.reshape(-1, features).mmul(net.weights("code-weights", features, values(), features, values()));
    }

    /** A convolution that keeps the size. */
    static SDVariable convolved(Trainable net, String name, SDVariable x, int in, int out) {
        long area = (long) KERNEL * KERNEL;
        SDVariable weights = net.weights(name, in * area, out * area, KERNEL, KERNEL, in, out);
        Conv2DConfig config = Conv2DConfig.builder()
                .kH(KERNEL)
                .kW(KERNEL)
                .pH(KERNEL / 2)
                .pW(KERNEL / 2)
                .build();
        return net.graph().cnn().conv2d(x, weights, config);
    }

    private SDVariable normalised(String name, SDVariable x, int channels, Mode mode) {
        return new BatchNormalisation(net, name + "-norm", channels).images(x, mode);
    }

    private SDVariable rectified(SDVariable x) {
        return net.graph().nn().leakyRelu(x, SLOPE);
    }

    private SDVariable pooled(SDVariable x) {
        return net.graph()
                .cnn()
                .maxPooling2d(
                        x, Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(2).build());
    }
}
