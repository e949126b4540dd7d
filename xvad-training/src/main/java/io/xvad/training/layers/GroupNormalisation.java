package io.xvad.training.layers;

import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Group normalisation (Wu and He 2018): of each image the values of a group of channels get the mean 0 and the variance 1, then each channel
 * a scale and a shift that are learned. Training and scoring give the same.
 *
 * @param net whose weights these are
 * @param name of the layer
 * @param channels how many
 * @param groups of as many neighbouring channels each; one for each channel is instance normalisation
 */
public record GroupNormalisation(Trainable net, String name, int channels, int groups) {

    public GroupNormalisation {
        if (groups < 1 || channels % groups != 0) {
            throw new IllegalArgumentException(
                    channels + " channels cannot be in " + groups + " groups of as many each");
        }
    }

    /** Normalises images of shape (N, C, height, width). */
    public SDVariable of(SDVariable x, int height, int width, Mode mode) {
        long length = (long) channels / groups * height * width;
        SDVariable normal = new Rows(net.graph(), length, mode)
                .normalised(x.reshape(-1, length))
                .reshape(-1, channels, height, width);
        SDVariable scale = net.constant(name + "-scale", 1, 1, channels);
        SDVariable shift = net.constant(name + "-shift", 0, 1, channels);
        if (mode == Mode.SCORING) {
            return normal.mul(scale.reshape(1, channels, 1, 1)).add(shift.reshape(1, channels, 1, 1));
        }
        Channels images = Channels.images(net.graph(), normal, channels);
        return images.shaped(images.values().mul(images.spread(scale)).add(images.spread(shift)));
    }
}
