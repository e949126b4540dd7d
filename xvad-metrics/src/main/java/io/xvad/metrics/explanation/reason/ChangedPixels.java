package io.xvad.metrics.explanation.reason;

import io.xvad.core.Image;
import io.xvad.core.Mask;

/** The pixels that two versions of an image show differently. */
public final class ChangedPixels {

    private static final double PLAIN = 25;

    private ChangedPixels() {}

    /**
     * Pixels that plainly differ: the sum of the absolute differences in CIELAB lightness, a and b is above 25.
     *
     * @throws IllegalArgumentException if the sizes differ
     */
    public static Mask plainly(Image first, Image second) {
        requireOneSize(first, second);
        CieLab one = CieLab.of(first);
        CieLab other = CieLab.of(second);
        boolean[] changed = new boolean[first.height() * first.width()];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = Math.abs(one.lightness()[i] - other.lightness()[i])
                            + Math.abs(one.a()[i] - other.a()[i])
                            + Math.abs(one.b()[i] - other.b()[i])
                    > PLAIN;
        }
        return Mask.of(first.height(), first.width(), changed);
    }

    /**
     * Pixels that differ at all, by half a step of 8 bits in any channel or more.
     *
     * @throws IllegalArgumentException if the sizes or channels differ
     */
    public static Mask atAll(Image first, Image second) {
        requireOneSize(first, second);
        if (first.channels() != second.channels()) {
            throw new IllegalArgumentException("images must have the same channels, got " + first + " and " + second);
        }
        float[] one = first.toArray();
        float[] other = second.toArray();
        boolean[] changed = new boolean[first.height() * first.width()];
        for (int i = 0; i < one.length; i++) {
            changed[i % changed.length] |= Math.abs(one[i] - other[i]) >= 0.5 / 255;
        }
        return Mask.of(first.height(), first.width(), changed);
    }

    private static void requireOneSize(Image first, Image second) {
        if (first.height() != second.height() || first.width() != second.width()) {
            throw new IllegalArgumentException("images must have one size, got " + first + " and " + second);
        }
    }
}
