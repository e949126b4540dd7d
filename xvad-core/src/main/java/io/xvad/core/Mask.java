package io.xvad.core;

import java.util.Arrays;
import java.util.Objects;

/** Ground truth: which pixels are anomalous. Immutable and thread-safe. */
public final class Mask {

    private final int height;
    private final int width;
    private final boolean[] anomalous;

    private Mask(int height, int width, boolean[] anomalous) {
        this.height = height;
        this.width = width;
        this.anomalous = anomalous;
    }

    /**
     * A mask that copies {@code anomalous}, row-major.
     *
     * @throws IllegalArgumentException if the size and the number of values disagree
     */
    public static Mask of(int height, int width, boolean[] anomalous) {
        if (height < 1 || width < 1 || anomalous.length != Math.multiplyExact(height, width)) {
            throw new IllegalArgumentException(
                    "mask of " + height + " x " + width + " needs as many values, got " + anomalous.length);
        }
        return new Mask(height, width, anomalous.clone());
    }

    /** The pixels of an image that are not zero in any channel. */
    public static Mask of(Image image) {
        float[] values = image.toArray();
        boolean[] anomalous = new boolean[image.height() * image.width()];
        for (int i = 0; i < values.length; i++) {
            anomalous[i % anomalous.length] |= values[i] != 0;
        }
        return new Mask(image.height(), image.width(), anomalous);
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /** Whether a pixel is anomalous. */
    public boolean at(int y, int x) {
        Objects.checkIndex(y, height);
        Objects.checkIndex(x, width);
        return anomalous[y * width + x];
    }

    /** Whether any pixel is anomalous. */
    public boolean any() {
        return count() > 0;
    }

    /** Number of anomalous pixels. */
    public int count() {
        int count = 0;
        for (boolean value : anomalous) {
            count += value ? 1 : 0;
        }
        return count;
    }

    /** A copy of the mask, row-major. */
    public boolean[] toArray() {
        return anomalous.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask that
                && height == that.height
                && width == that.width
                && Arrays.equals(anomalous, that.anomalous);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * height + width) + Arrays.hashCode(anomalous);
    }

    @Override
    public String toString() {
        return "Mask[" + height + "x" + width + ", " + count() + " anomalous]";
    }
}
