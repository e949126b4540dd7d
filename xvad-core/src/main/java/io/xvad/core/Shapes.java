package io.xvad.core;

import java.util.Arrays;

/** Checks that arrays have the length their shape promises. */
final class Shapes {

    private Shapes() {}

    static void requireLength(String what, int length, int... shape) {
        long expected = 1;
        for (int size : shape) {
            if (size < 1) {
                throw new IllegalArgumentException(
                        what + ": every dimension must be at least 1, got " + Arrays.toString(shape));
            }
            expected = Math.multiplyExact(expected, (long) size);
        }
        if (expected != length) {
            throw new IllegalArgumentException(
                    what + ": shape " + Arrays.toString(shape) + " needs " + expected + " values, got " + length);
        }
    }
}
