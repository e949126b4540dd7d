package io.xvad.core.model;

/** Numbers of IEEE 754's binary16: 11 significant bits, up to 65,504. Java has them from version 20 on only. */
public final class Float16 {

    private static final int SMALLEST_NORMAL = Float.floatToIntBits(0x1p-14f);
    private static final int ROUNDS_TO_INFINITY = Float.floatToIntBits(65_520f);
    private static final int INFINITY = 0x7c00;
    private static final int NAN = 0x7e00;
    private static final int DROPPED_BITS = 13;
    private static final int BIAS = 127 - 15 << 23;

    private Float16() {}

    /** Bits of the nearest number, the even one of two that are equally near; infinite from 65,520 on. */
    public static short bits(float value) {
        int bits = Float.floatToRawIntBits(value);
        int magnitude = bits & Integer.MAX_VALUE;
        return (short) (bits >>> 16 & 0x8000 | positiveBits(magnitude));
    }

    private static int positiveBits(int magnitude) {
        if (magnitude >= ROUNDS_TO_INFINITY) {
            return Float.isNaN(Float.intBitsToFloat(magnitude)) ? NAN : INFINITY;
        }
        if (magnitude < SMALLEST_NORMAL) {
            return (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24);
        }
        int even = magnitude >>> DROPPED_BITS & 1;
        return magnitude - BIAS + (1 << DROPPED_BITS - 1) - 1 + even >>> DROPPED_BITS;
    }

    /** The number with these bits. */
    public static float value(short bits) {
        int exponent = bits >>> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude =
                switch (exponent) {
                    case 0 -> fraction * 0x1p-24f;
                    case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> Float.intBitsToFloat((exponent << 23) + BIAS | fraction << DROPPED_BITS);
                };
        return bits < 0 ? -magnitude : magnitude;
    }
}
