package io.xvad.core;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * A map of finite float32 values, shape (height, width), row-major, with the geometry of the sample it came from.
 * Higher means more anomalous; the scale is the detector's own. Immutable and thread-safe.
 */
public final class AnomalyMap {

    private final int height;
    private final int width;
    private final float[] values;

    private AnomalyMap(int height, int width, float[] values) {
        this.height = height;
        this.width = width;
        this.values = values;
    }

    /**
     * A map that copies {@code values}.
     *
     * @param values {@code height * width} finite values
     * @throws IllegalArgumentException if a dimension is below 1, the length differs or a value is not finite
     */
    public static AnomalyMap of(int height, int width, float[] values) {
        return owning(height, width, values.clone());
    }

    /**
     * A map that takes {@code values} over without a copy; the caller must not touch the array again.
     *
     * @param values {@code height * width} finite values
     * @throws IllegalArgumentException if a dimension is below 1, the length differs or a value is not finite
     */
    public static AnomalyMap owning(int height, int width, float[] values) {
        Shapes.requireLength("anomaly map", values.length, height, width);
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("anomaly map: values must be finite, got " + values[i] + " at row "
                        + i / width + ", column " + i % width);
            }
        }
        return new AnomalyMap(height, width, values);
    }

    /** The number of rows. */
    public int height() {
        return height;
    }

    /** The number of columns. */
    public int width() {
        return width;
    }

    /**
     * The value at a pixel.
     *
     * @throws IndexOutOfBoundsException if the pixel lies outside the map
     */
    public float at(int y, int x) {
        Objects.checkIndex(y, height);
        Objects.checkIndex(x, width);
        return values[y * width + x];
    }

    /** The largest value. */
    public float max() {
        return values[argmax()];
    }

    /** Row-major index of the largest value; the first of them where several are equal. */
    public int argmax() {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    /** A read-only view of the values, row-major. */
    public FloatBuffer buffer() {
        return FloatBuffer.wrap(values).asReadOnlyBuffer();
    }

    /** A copy of the values, row-major. */
    public float[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AnomalyMap that
                && height == that.height
                && width == that.width
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * height + width) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "AnomalyMap[" + height + "x" + width + ", max " + max() + "]";
    }
}
