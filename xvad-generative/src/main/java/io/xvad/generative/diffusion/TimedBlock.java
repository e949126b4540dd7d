package io.xvad.generative.diffusion;

import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Activations;
import io.xvad.training.layers.Attention;
import io.xvad.training.layers.Convolutions;
import io.xvad.training.layers.GroupNormalisation;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A residual block of a {@link UNet}: twice a normalisation, a smooth rectifier and a convolution, of which the second starts at 0; between
 * them the time is added to each channel.
 *
 * @param unet it is of
 * @param name of the block
 * @param side height and width of its values
 */
record TimedBlock(UNet unet, String name, int side) {

    /** The block, and attention if its size has one. */
    SDVariable of(SDVariable x, SDVariable told, int in, int out) {
        SDVariable value = block(x, told, in, out);
        return unet.form().attention().contains(side) ? attended(value, out) : value;
    }

    /**
     * The block.
     *
     * @param told rectified embedding of the time, shape (N, 4 width)
     */
    SDVariable block(SDVariable x, SDVariable told, int in, int out) {
        Layers layers = new Layers(net(), unet.mode());
        SDVariable first =
                layers.convolution(name + "-1", Activations.silu(normalised("norm-1", x, in)), in, out, 3, 1, 1);
        SDVariable time = layers.dense(name + "-time", told, unet.form().embedding(), out);
        SDVariable timed = Activations.silu(normalised("norm-2", toldTime(first, time, out), out));
        SDVariable second = new Convolutions(net()).fromZero(name + "-2", timed, out, out, 3);
        SDVariable past = in == out ? x : layers.convolution(name + "-past", x, in, out, 1, 1, 0);
        return past.add(second);
    }

    private SDVariable toldTime(SDVariable x, SDVariable time, int channels) {
        if (unet.mode() == Mode.SCORING) {
            return x.add(time.reshape(-1, channels, 1, 1));
        }
        long places = (long) side * side;
        SDVariable ones = net().graph().constant(Nd4j.ones(1, places));
        SDVariable spread = time.reshape(-1, 1).mmul(ones);
        return x.reshape(-1, places).add(spread).reshape(-1, channels, side, side);
    }

    private SDVariable attended(SDVariable x, int channels) {
        int places = side * side;
        SDVariable rows = normalised("attention-norm", x, channels)
                .reshape(-1, channels, places)
                .permute(0, 2, 1);
        SDVariable seen =
                new Attention(net(), name + "-attention", channels, unet.form().heads()).of(rows, places);
        return x.add(seen.permute(0, 2, 1).reshape(-1, channels, side, side));
    }

    SDVariable normalised(String layer, SDVariable x, int channels) {
        return new GroupNormalisation(net(), name + "-" + layer, channels, UNetForm.groups(channels))
                .of(x, side, side, unet.mode());
    }

    private Trainable net() {
        return unet.net();
    }
}
