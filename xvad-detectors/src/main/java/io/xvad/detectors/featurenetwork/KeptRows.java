package io.xvad.detectors.featurenetwork;

import io.xvad.core.model.Float16;

/** Features of one image as they are kept while a network is trained on them. Immutable; arrays are not copied. */
public sealed interface KeptRows {

    /** Most bytes of the features of all images that are kept as they are; of more than that each is kept in half as many. */
    long EXACT_BYTES = 512L << 20;

    /** The features, row after row. */
    float[] values();

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
    record Exact(float[] values) implements KeptRows {}

    /** Rounded to 16 bits, since they are many; an image with a value too large for that is kept as it is. */
    record Half(short[] bits) implements KeptRows {

        @Override
        public float[] values() {
            float[] values = new float[bits.length];
            for (int i = 0; i < bits.length; i++) {
                values[i] = Float16.value(bits[i]);
            }
            return values;
        }
    }
}
