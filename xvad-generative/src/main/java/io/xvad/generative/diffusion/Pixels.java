package io.xvad.generative.diffusion;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import java.util.ArrayList;
import java.util.List;

/**
 * Images as a diffusion model sees them: square, values in [-1, 1].
 *
 * @param channels 1 for grey, 3 for colour
 * @param side height and width
 */
public record Pixels(int channels, int side) {

    private static final String GREY = "grey";

    /** Grey or colour. */
    public static final OptionSpec<String> CHANNELS = OptionSpec.choice(
            "channels",
            GREY,
            List.of(GREY, "colour"),
            "Whether the network sees grey values, or colour, of which each channel has noise of its own");

    /** Images of the side and the channels that {@link #CHANNELS} names. */
    public static Pixels of(String channels, int side) {
        return new Pixels(channels.equals(GREY) ? 1 : 3, side);
    }

    /** Number of values. */
    public int length() {
        return channels * side * side;
    }

    /** The values of an image, shape (channels, side, side). */
    public float[] seen(Image image) {
        Image small = Resize.image(channels == 1 ? grey(image) : Channels.colour(image), side, side);
        float[] values = small.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * values[i] - 1;
        }
        return values;
    }

    private static Image grey(Image image) {
        return image.channels() == 1 ? image : Channels.grey(image);
    }

    /**
     * Reads all images.
     *
     * @throws IllegalArgumentException if a sample is not an image
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public List<float[]> seen(Samples samples, ProgressListener progress) {
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Cancellation.check();
            images.add(seen(samples.get(i).requireImage()));
            progress.progressed("images", i + 1L, samples.size());
        }
        return List.copyOf(images);
    }

    /** The image that such values are, with the geometry and the channels of another. */
    public Image shown(float[] values, Image like) {
        float[] bounded = new float[values.length];
        for (int i = 0; i < bounded.length; i++) {
            bounded[i] = Math.max(0, Math.min(1, (values[i] + 1) / 2));
        }
        Image large = Resize.image(Image.of(like.id(), channels, side, side, bounded), like.height(), like.width());
        return like.channels() == 3 ? Channels.colour(large) : grey(large);
    }

    /** One number for each place from values of all channels: their sum. */
    public float[] summed(float[] values) {
        int places = side * side;
        float[] sums = new float[places];
        for (int i = 0; i < values.length; i++) {
            sums[i % places] += values[i];
        }
        return sums;
    }
}
