package io.xvad.metrics.localisation;

import java.util.Arrays;

/** A growing array of float. */
final class FloatList {

    private float[] values = new float[1024];
    private int size;

    void add(float value) {
        ensure(size + 1);
        values[size++] = value;
    }

    void addAll(FloatList other) {
        ensure(Math.addExact(size, other.size));
        System.arraycopy(other.values, 0, values, size, other.size);
        size += other.size;
    }

    private void ensure(int wanted) {
        if (wanted > values.length) {
            values = Arrays.copyOf(values, Math.max(wanted, (int) Math.min(Integer.MAX_VALUE - 8, values.length * 2L)));
        }
    }

    float get(int index) {
        return values[index];
    }

    int size() {
        return size;
    }

    float[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
