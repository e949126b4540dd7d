package io.xvad.language.ask;

import java.io.ByteArrayOutputStream;
import java.util.Comparator;
import java.util.PriorityQueue;

/** One block of DEFLATE with a Huffman code for its bytes and no repeats (RFC 1951, section 3.2.7). */
final class HuffmanBlock {

    private static final int BYTES = 256;
    private static final int END = BYTES;
    private static final int SYMBOLS = BYTES + 1;
    private static final int LONGEST = 15;
    private static final int LENGTH_BITS = 4;
    private static final int[] LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int pending;
    private int bits;

    private HuffmanBlock() {}

    /** Bytes, compressed, as the only block of a stream. */
    static byte[] of(byte[] data) {
        return new HuffmanBlock().written(data);
    }

    private byte[] written(byte[] data) {
        int[] lengths = lengths(data);
        int[] codes = codes(lengths);
        number(0b101, 3);
        number(0, 5);
        number(0, 5);
        number(LENGTH_ORDER.length - 4, 4);
        for (int symbol : LENGTH_ORDER) {
            number(symbol <= LONGEST ? LENGTH_BITS : 0, 3);
        }
        for (int length : lengths) {
            code(length, LENGTH_BITS);
        }
        code(0, LENGTH_BITS);
        for (byte each : data) {
            code(codes[each & 0xff], lengths[each & 0xff]);
        }
        code(codes[END], lengths[END]);
        number(0, 7);
        return out.toByteArray();
    }

    /** Adds the lowest bits of a number, the lowest first; what is no whole byte at last is dropped. */
    private void number(int value, int count) {
        pending |= value << bits;
        bits += count;
        while (bits >= Byte.SIZE) {
            out.write(pending);
            pending >>>= Byte.SIZE;
            bits -= Byte.SIZE;
        }
    }

    /** Adds a code, its highest bit first. */
    private void code(int code, int length) {
        number(Integer.reverse(code) >>> (Integer.SIZE - length), length);
    }

    /** Lengths of the code of each symbol; frequencies are made more equal until none is too long. */
    private static int[] lengths(byte[] data) {
        long[] frequencies = new long[SYMBOLS];
        frequencies[END] = 1;
        for (byte each : data) {
            frequencies[each & 0xff]++;
        }
        frequencies[0] = Math.max(1, frequencies[0]);
        int[] lengths = depths(frequencies);
        while (longest(lengths) > LONGEST) {
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                frequencies[symbol] = (frequencies[symbol] + 1) / 2;
            }
            lengths = depths(frequencies);
        }
        return lengths;
    }

    private static int longest(int[] lengths) {
        int longest = 0;
        for (int length : lengths) {
            longest = Math.max(longest, length);
        }
        return longest;
    }

    private static int[] depths(long[] frequencies) {
        PriorityQueue<long[]> open = new PriorityQueue<>(
                Comparator.<long[]>comparingLong(node -> node[0]).thenComparingLong(node -> node[1]));
        int[] parents = new int[2 * SYMBOLS];
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            if (frequencies[symbol] > 0) {
                open.add(new long[] {frequencies[symbol], symbol});
            }
        }
        int next = SYMBOLS;
        while (open.size() > 1) {
            long[] one = open.remove();
            long[] other = open.remove();
            parents[(int) one[1]] = next;
            parents[(int) other[1]] = next;
            open.add(new long[] {one[0] + other[0], next++});
        }
        int[] depths = new int[SYMBOLS];
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            for (int node = symbol; frequencies[symbol] > 0 && parents[node] != 0; node = parents[node]) {
                depths[symbol]++;
            }
        }
        return depths;
    }

    /** Codes in the order of their lengths and symbols (section 3.2.2). */
    private static int[] codes(int[] lengths) {
        int[] next = new int[LONGEST + 2];
        for (int length : lengths) {
            next[length + 1] += length == 0 ? 0 : 1;
        }
        for (int length = 1; length <= LONGEST; length++) {
            next[length + 1] = (next[length + 1] + next[length]) << 1;
        }
        int[] codes = new int[SYMBOLS];
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            if (lengths[symbol] > 0) {
                codes[symbol] = next[lengths[symbol]]++;
            }
        }
        return codes;
    }
}
