package io.xvad.detectors.draem;

import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Bilinear;
import io.xvad.training.layers.Residual;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/**
 * What both networks of DRAEM are made of: pairs of convolutions of 3 pixels, each with batch normalisation and a rectifier, between
 * halvings by maxima and bilinear enlargements.
 *
 * @param net whose weights these are
 * @param mode which of the two forms of the networks they are of
 */
record Stages(Trainable net, Mode mode) {

    /** Two convolutions; what comes out can be found by the name with {@code -out}. */
    SDVariable pair(String name, SDVariable x, int in, int middle, int out) {
        SDVariable first = convolution(name + "-1", x, in, middle);
        return convolution(name + "-2", first, middle, out)
                .rename(name + (mode == Mode.TRAINING ? "-training-out" : "-out"));
    }

    /** The maxima of squares of four. */
    SDVariable halved(SDVariable x) {
        Pooling2DConfig squares =
                Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(2).build();
        return net.graph().cnn().maxPooling2d(x, squares);
    }

    /** Bilinear enlargement, in which the centres of the corner pixels stay where they are, and a convolution. */
    SDVariable enlarged(String name, SDVariable x, int in, int out, int side, int newSide) {
        SDVariable large = new Bilinear(side, side, newSide, newSide, true).of(x, in);
        return convolution(name, large, in, out);
    }

    private SDVariable convolution(String name, SDVariable x, int in, int out) {
        return new Residual(net, mode).convolution(name, x, in, out, 1);
    }
}
