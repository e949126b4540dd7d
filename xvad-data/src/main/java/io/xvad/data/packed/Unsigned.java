package io.xvad.data.packed;

/** Samples of 8 bits as shares of white. */
final class Unsigned {

    private static final float WHITE = 255;

    private Unsigned() {}

    /** {@code length} samples from {@code offset}, each in [0,1]. */
    static float[] shares(byte[] samples, int offset, int length) {
        float[] shares = new float[length];
        for (int i = 0; i < length; i++) {
            shares[i] = Byte.toUnsignedInt(samples[offset + i]) / WHITE;
        }
        return shares;
    }
}
