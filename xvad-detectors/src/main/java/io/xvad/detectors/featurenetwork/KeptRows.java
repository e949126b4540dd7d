package io.xvad.detectors.featurenetwork;

import io.xvad.core.model.Float16;

/** Features of one image as they are kept while a network is trained on them. Immutable; arrays are not copied. */
public sealed interface KeptRows {

    /** Most bytes of the features of all images that are kept as they are; of more than that each is kept in half as many. */
    long EXACT_BYTES = 512L << 20;

    /** The features, row after row. */
    float[] values();

    /** How many values there are. */
    int size();

    /** Copies some of the values, from one on, to a place of another array. */
    void copy(int from, float[] into, int at, int length);

    /**
     * Keeps the features of one of several images.
     *
     * @param images how many there are
     */
    static KeptRows of(float[] rows, int images) {
        boolean few = (long) images * rows.length * Float.BYTES <= EXACT_BYTES;
        return few ? new Exact(rows) : halved(rows);
    }

    private static KeptRows halved(float[] rows) {
        short[] bits = new short[rows.length];
        for (int i = 0; i < rows.length; i++) {
            bits[i] = Float16.bits(rows[i]);
            if (Float.isInfinite(Float16.value(bits[i]))) {
                return new Exact(rows);
            }
        }
        return new Half(bits);
    }

    /** As they are. */
    record Exact(float[] values) implements KeptRows {

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public void copy(int from, float[] into, int at, int length) {
            System.arraycopy(values, from, into, at, length);
        }
    }

    /** Rounded to 16 bits, since they are many; an image with a value too large for that is kept as it is. */
    record Half(short[] bits) implements KeptRows {

        @Override
        public int size() {
            return bits.length;
        }

        @Override
        public float[] values() {
            float[] values = new float[bits.length];
            copy(0, values, 0, bits.length);
            return values;
        }

        @Override
        public void copy(int from, float[] into, int at, int length) {
            for (int i = 0; i < length; i++) {
                into[at + i] = Float16.value(bits[from + i]);
            }
        }
    }
}
