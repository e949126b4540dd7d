package io.xvad.video.motion;

import io.xvad.core.Image;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import java.util.Arrays;

/**
 * A small square image, RGB of 8 bits a channel.
 *
 * @param side in pixels
 * @param values channels first; nobody may change them
 */
public record Thumbnail(int side, byte[] values) {

    /** An image resized to a square, whatever its shape. */
    public static Thumbnail of(Image image, int side) {
        float[] samples = Channels.colour(Resize.image(image, side, side)).toArray();
        byte[] values = new byte[samples.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) Math.round(255 * samples[i]);
        }
        return new Thumbnail(side, values);
    }

    /** This thumbnail as an image of a name. */
    public Image image(String id) {
        float[] samples = new float[values.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (values[i] & 0xff) / 255f;
        }
        return Image.of(id, 3, side, side, samples);
    }

    /** Number of bytes of a thumbnail. */
    public static int bytes(int side) {
        return 3 * side * side;
    }

    /** Copies it to its place among others of the same size. */
    public void into(byte[] all, int index) {
        System.arraycopy(values, 0, all, index * values.length, values.length);
    }

    /** Reads the one at a place among others of the same size. */
    public static Thumbnail from(byte[] all, int index, int side) {
        int length = bytes(side);
        return new Thumbnail(side, Arrays.copyOfRange(all, index * length, (index + 1) * length));
    }
}
