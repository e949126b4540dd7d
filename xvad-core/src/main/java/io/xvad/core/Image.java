package io.xvad.core;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * An image as float32 samples in [0, 1], shape (channels, height, width), row-major, with 1 (grey) or 3 (RGB) channels.
 * Immutable and thread-safe; arrays are copied on the way in and out.
 */
public final class Image implements Sample {

    private final String id;
    private final int channels;
    private final int height;
    private final int width;
    private final float[] values;

    private Image(String id, int channels, int height, int width, float[] values) {
        this.id = id;
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.values = values;
    }

    /**
     * Creates an image from CHW samples.
     *
     * @param id name of the image, not empty
     * @param channels 1 or 3
     * @param height pixels, at least 1
     * @param width pixels, at least 1
     * @param values {@code channels * height * width} finite samples in [0, 1]; copied
     * @throws IllegalArgumentException if a dimension, the length or a value is outside these bounds
     */
    public static Image of(String id, int channels, int height, int width, float[] values) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("image id must not be empty");
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("image '" + id + "': channels must be 1 or 3, got " + channels);
        }
        Shapes.requireLength("image '" + id + "'", values.length, channels, height, width);
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0f && values[i] <= 1f)) {
                throw new IllegalArgumentException("image '" + id + "': samples must be finite and in [0, 1], got "
                        + values[i] + " at index " + i);
            }
        }
        return new Image(id, channels, height, width, values.clone());
    }

    /** The same pixels under another name. */
    public Image withId(String newId) {
        if (newId.isEmpty()) {
            throw new IllegalArgumentException("image id must not be empty");
        }
        return new Image(newId, channels, height, width, values);
    }

    /**
     * The rectangle {@code box} of this image, under the same name.
     *
     * @throws IllegalArgumentException if the box does not lie inside the image
     */
    public Image crop(Box box) {
        box.requireInside(height, width);
        float[] out = new float[channels * box.area()];
        int at = 0;
        for (int c = 0; c < channels; c++) {
            for (int y = box.y(); y < box.y() + box.height(); y++) {
                System.arraycopy(values, (c * height + y) * width + box.x(), out, at, box.width());
                at += box.width();
            }
        }
        return new Image(id, channels, box.height(), box.width(), out);
    }

    /**
     * This image, with a region of it as another shows it.
     *
     * @throws IllegalArgumentException if the region or the other image has another geometry, or the other has other channels
     */
    public Image with(Mask region, Image other) {
        if (region.height() != height
                || region.width() != width
                || other.height != height
                || other.width != width
                || other.channels != channels) {
            throw new IllegalArgumentException("an image and a region of the geometry of " + this + " are needed, got "
                    + other + " and " + region);
        }
        boolean[] replaced = region.toArray();
        float[] out = values.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] = replaced[i % replaced.length] ? other.values[i] : out[i];
        }
        return new Image(id, channels, height, width, out);
    }

    @Override
    public String id() {
        return id;
    }

    /** 1 for grey, 3 for RGB. */
    public int channels() {
        return channels;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public SampleKind kind() {
        return SampleKind.IMAGE;
    }

    /**
     * The value of one sample, in [0, 1].
     *
     * @throws IndexOutOfBoundsException if an index is outside the shape
     */
    public float at(int channel, int y, int x) {
        Objects.checkIndex(channel, channels);
        Objects.checkIndex(y, height);
        Objects.checkIndex(x, width);
        return values[(channel * height + y) * width + x];
    }

    /** A read-only view of the samples, CHW. */
    public FloatBuffer buffer() {
        return FloatBuffer.wrap(values).asReadOnlyBuffer();
    }

    /** A copy of the samples, CHW. */
    public float[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Image that
                && id.equals(that.id)
                && channels == that.channels
                && height == that.height
                && width == that.width
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * id.hashCode() + Arrays.hashCode(values)) + height;
    }

    @Override
    public String toString() {
        return "Image[" + id + ", " + channels + "x" + height + "x" + width + "]";
    }
}
