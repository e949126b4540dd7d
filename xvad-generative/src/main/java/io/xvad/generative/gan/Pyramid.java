package io.xvad.generative.gan;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageOptions;

/**
 * How often a network halves an image, and how many channels it has there: twice as many each time, at most those of the last but one.
 *
 * @param size side of the image
 * @param width channels where the network is largest
 */
public record Pyramid(int size, int width) {

    private static final int SMALLEST = 8;

    /** The pyramid these options ask for. */
    public static Pyramid of(Options options) {
        return new Pyramid(ImageOptions.size(options), GanOptions.width(options));
    }

    /** How many halvings there are: until the side is below 8 or odd. */
    public int halvings() {
        int side = size;
        int count = 0;
        while (side >= SMALLEST && side % 2 == 0) {
            side /= 2;
            count++;
        }
        return count;
    }

    /** The side after some halvings. */
    public int side(int halvings) {
        return size >> halvings;
    }

    /** The side after all halvings. */
    public int smallest() {
        return side(halvings());
    }

    /** The channels after some halvings. */
    public int channels(int halvings) {
        return width << Math.min(halvings, halvings() - 1);
    }

    /** The channels after all halvings. */
    public int most() {
        return channels(halvings());
    }

    /** Values of an image after all halvings. */
    public int features() {
        return most() * smallest() * smallest();
    }
}
