package io.xvad.metrics.localisation;

import java.util.Arrays;

/** A growing array of int. */
final class IntList {

    private int[] values = new int[1024];
    private int size;

    void add(int value) {
        ensure(size + 1);
        values[size++] = value;
    }

    void addAll(IntList other) {
        ensure(Math.addExact(size, other.size));
        System.arraycopy(other.values, 0, values, size, other.size);
        size += other.size;
    }

    private void ensure(int wanted) {
        if (wanted > values.length) {
            values = Arrays.copyOf(values, Math.max(wanted, (int) Math.min(Integer.MAX_VALUE - 8, values.length * 2L)));
        }
    }

    int get(int index) {
        return values[index];
    }

    int size() {
        return size;
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
