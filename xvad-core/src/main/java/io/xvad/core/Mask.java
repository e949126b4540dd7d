package io.xvad.core;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** Pixels of an image: those that are anomalous, or those of a region. Immutable and thread-safe. */
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

    /**
     * A mask of no pixel.
     *
     * @throws IllegalArgumentException if a side is below 1
     */
    public static Mask none(int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("a mask needs at least one pixel, got " + height + " x " + width);
        }
        return new Mask(height, width, new boolean[Math.multiplyExact(height, width)]);
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

    /** The pixels of a map that lie strictly above a threshold. */
    public static Mask above(AnomalyMap map, float threshold) {
        float[] values = map.toArray();
        boolean[] above = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            above[i] = values[i] > threshold;
        }
        return new Mask(map.height(), map.width(), above);
    }

    /**
     * These pixels and those of another mask.
     *
     * @throws IllegalArgumentException if it has another geometry
     */
    public Mask or(Mask other) {
        if (other.height != height || other.width != width) {
            throw new IllegalArgumentException("a mask of the geometry of " + this + " is needed, got " + other);
        }
        boolean[] either = anomalous.clone();
        for (int i = 0; i < either.length; i++) {
            either[i] |= other.anomalous[i];
        }
        return new Mask(height, width, either);
    }

    /** These pixels and all that lie at most {@code radius} rows and columns away. */
    public Mask grown(int radius) {
        boolean[] rows = new boolean[anomalous.length];
        for (int i = 0; i < anomalous.length; i++) {
            int x = i % width;
            if (anomalous[i]) {
                Arrays.fill(rows, i - Math.min(x, radius), i + Math.min(width - 1 - x, radius) + 1, true);
            }
        }
        boolean[] grown = new boolean[anomalous.length];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i]) {
                int y = i / width;
                int last = Math.min(height - 1, y + radius);
                for (int row = Math.max(0, y - radius); row <= last; row++) {
                    grown[row * width + i % width] = true;
                }
            }
        }
        return new Mask(height, width, grown);
    }

    /**
     * The pixels all of whose neighbours at most {@code radius} rows and columns away belong to this mask; what lies outside of the image
     * counts as belonging.
     */
    public Mask shrunk(int radius) {
        return inverted().grown(radius).inverted();
    }

    /**
     * These pixels without those of another mask.
     *
     * @throws IllegalArgumentException if it has another geometry
     */
    public Mask without(Mask other) {
        if (other.height != height || other.width != width) {
            throw new IllegalArgumentException("a mask of the geometry of " + this + " is needed, got " + other);
        }
        boolean[] left = anomalous.clone();
        for (int i = 0; i < left.length; i++) {
            left[i] &= !other.anomalous[i];
        }
        return new Mask(height, width, left);
    }

    /** The square blocks of which any pixel belongs to this mask, as a {@link ReducedMap} divides its map. */
    public Mask reduced(int factor) {
        int columns = ReducedMap.length(width, factor);
        Mask reduced = none(ReducedMap.length(height, factor), columns);
        for (int i = 0; i < anomalous.length; i++) {
            if (anomalous[i]) {
                reduced.anomalous[i / width / factor * columns + i % width / factor] = true;
            }
        }
        return reduced;
    }

    /** The other pixels. */
    public Mask inverted() {
        boolean[] others = new boolean[anomalous.length];
        for (int i = 0; i < others.length; i++) {
            others[i] = !anomalous[i];
        }
        return new Mask(height, width, others);
    }

    /** The smallest rectangle around these pixels; empty if there are none. */
    public Optional<Box> box() {
        int top = height;
        int bottom = -1;
        int left = width;
        int right = -1;
        for (int i = 0; i < anomalous.length; i++) {
            if (anomalous[i]) {
                top = Math.min(top, i / width);
                bottom = i / width;
                left = Math.min(left, i % width);
                right = Math.max(right, i % width);
            }
        }
        return bottom < 0 ? Optional.empty() : Optional.of(new Box(left, top, right - left + 1, bottom - top + 1));
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /** Whether the pixel at a row and a column belongs to this mask. */
    public boolean at(int y, int x) {
        Objects.checkIndex(y, height);
        Objects.checkIndex(x, width);
        return anomalous[y * width + x];
    }

    /** Whether any pixel belongs to this mask. */
    public boolean any() {
        return count() > 0;
    }

    /** Number of pixels that belong to this mask. */
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
