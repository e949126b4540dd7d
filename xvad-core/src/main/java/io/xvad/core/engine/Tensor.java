package io.xvad.core.engine;

import java.lang.reflect.Array;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A dense array with a shape, row-major: of float32 values in most networks; of int64 values, such as the tokens of a text;
 * or of truth values. Immutable and thread-safe.
 */
public final class Tensor {

    /** The type of the values. */
    public enum Type {
        /** 32-bit floating point. */
        FLOAT32,
        /** 64-bit whole numbers. */
        INT64,
        /** True or false. */
        BOOL
    }

    private final int[] shape;
    private final Type type;
    private final Object values;

    private Tensor(int[] shape, Type type, Object values) {
        long size = 1;
        for (int dimension : shape) {
            size = Math.multiplyExact(size, (long) dimension);
        }
        if (size != Array.getLength(values)) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " needs " + size + " values, got " + Array.getLength(values));
        }
        this.shape = shape.clone();
        this.type = type;
        this.values = values;
    }

    /**
     * A float32 tensor that copies {@code values}.
     *
     * @throws IllegalArgumentException if the shape and the number of values disagree
     */
    public static Tensor of(float[] values, int... shape) {
        return owning(values.clone(), shape);
    }

    /**
     * A float32 tensor that takes {@code values} over without a copy; the caller must not touch the array again.
     *
     * @throws IllegalArgumentException if the shape and the number of values disagree
     */
    public static Tensor owning(float[] values, int... shape) {
        return new Tensor(shape, Type.FLOAT32, values);
    }

    /**
     * An int64 tensor that copies {@code values}.
     *
     * @throws IllegalArgumentException if the shape and the number of values disagree
     */
    public static Tensor ofLongs(long[] values, int... shape) {
        return new Tensor(shape, Type.INT64, values.clone());
    }

    /**
     * A tensor of truth values that copies {@code values}.
     *
     * @throws IllegalArgumentException if the shape and the number of values disagree
     */
    public static Tensor ofBooleans(boolean[] values, int... shape) {
        return new Tensor(shape, Type.BOOL, values.clone());
    }

    /** The type of its values. */
    public Type type() {
        return type;
    }

    /** Number of dimensions. */
    public int rank() {
        return shape.length;
    }

    /** Size of one dimension. */
    public int size(int dimension) {
        return shape[dimension];
    }

    /** Number of values. */
    public int size() {
        return Array.getLength(values);
    }

    /** A copy of the shape. */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * A read-only view of the float32 values, row-major.
     *
     * @throws IllegalStateException if they are of another type
     */
    public FloatBuffer buffer() {
        return FloatBuffer.wrap(floats()).asReadOnlyBuffer();
    }

    /**
     * A copy of the float32 values, row-major.
     *
     * @throws IllegalStateException if they are of another type
     */
    public float[] toArray() {
        return floats().clone();
    }

    private float[] floats() {
        return (float[]) required(Type.FLOAT32);
    }

    /**
     * A copy of the int64 values, row-major.
     *
     * @throws IllegalStateException if they are of another type
     */
    public long[] longs() {
        return ((long[]) required(Type.INT64)).clone();
    }

    /**
     * A copy of the truth values, row-major.
     *
     * @throws IllegalStateException if they are of another type
     */
    public boolean[] booleans() {
        return ((boolean[]) required(Type.BOOL)).clone();
    }

    private Object required(Type wanted) {
        if (type != wanted) {
            throw new IllegalStateException(
                    "wanted a tensor of type " + wanted.name().toLowerCase(Locale.ROOT) + ", got " + this);
        }
        return values;
    }

    @Override
    public String toString() {
        String name = type == Type.FLOAT32 ? "" : " of " + type.name().toLowerCase(Locale.ROOT);
        return "Tensor" + Arrays.toString(shape) + name;
    }
}
