package io.xvad.core.engine;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** A dense float32 array with a shape, row-major. Immutable and thread-safe. */
public final class Tensor {

    private final int[] shape;
    private final float[] values;

    private Tensor(int[] shape, float[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * A tensor that copies {@code values}.
     *
     * @throws IllegalArgumentException if the shape and the number of values disagree
     */
    public static Tensor of(float[] values, int... shape) {
        return owning(values.clone(), shape);
    }

    /**
     * A tensor that takes {@code values} over without a copy; the caller must not touch the array again.
     *
     * @throws IllegalArgumentException if the shape and the number of values disagree
     */
    public static Tensor owning(float[] values, int... shape) {
        long size = 1;
        for (int dimension : shape) {
            size = Math.multiplyExact(size, (long) dimension);
        }
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " needs " + size + " values, got " + values.length);
        }
        return new Tensor(shape.clone(), values);
    }

    /** Number of dimensions. */
    public int rank() {
        return shape.length;
    }

    /** Size of one dimension. */
    public int size(int dimension) {
        return shape[dimension];
    }

    /** A copy of the shape. */
    public int[] shape() {
        return shape.clone();
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
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
