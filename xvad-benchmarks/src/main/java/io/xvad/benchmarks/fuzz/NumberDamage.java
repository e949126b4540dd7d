package io.xvad.benchmarks.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/** Puts numbers that counts, sizes and offsets must not be where one may lie. */
final class NumberDamage {

    private static final long[] EDGES = {
        0,
        1,
        2,
        3,
        -1,
        -2,
        127,
        128,
        255,
        256,
        32_767,
        32_768,
        65_535,
        65_536,
        1_000_000,
        0x7fff_ffffL,
        0x8000_0000L,
        0xffff_fffeL,
        0xffff_ffffL,
        0x1_0000_0000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private NumberDamage() {}

    /** Writes one of 1, 2, 4 or 8 bytes, of either order, at a place or just before the end. */
    static byte[] one(byte[] bytes, int at, SplittableRandom random) {
        int width = 1 << random.nextInt(4);
        if (bytes.length < width) {
            return new byte[0];
        }
        ByteBuffer out = ByteBuffer.wrap(bytes.clone())
                .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int place = Math.min(at, bytes.length - width);
        long number = EDGES[random.nextInt(EDGES.length)];
        switch (width) {
            case 1 -> out.put(place, (byte) number);
            case 2 -> out.putShort(place, (short) number);
            case 4 -> out.putInt(place, (int) number);
            default -> out.putLong(place, number);
        }
        return out.array();
    }
}
