package io.xvad.benchmarks.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;

/** Damages bytes as storage, transport and malice do; the same random numbers give the same damage. */
@FunctionalInterface
interface Mutation {

    /** A damaged copy. */
    byte[] of(byte[] bytes, SplittableRandom random);

    /** Damages binary data one to four times: bits, numbers at any place, pieces cut out, doubled, moved or cut off. */
    static byte[] binary(byte[] bytes, SplittableRandom random) {
        return repeated(bytes, random, Mutation::oneOfBinary);
    }

    /** Damages text one to four times: what binary data suffers, and numbers, nesting and punctuation that text has. */
    static byte[] text(byte[] bytes, SplittableRandom random) {
        return repeated(
                bytes,
                random,
                (one, numbers) -> numbers.nextInt(3) == 0 ? oneOfBinary(one, numbers) : TextDamage.one(one, numbers));
    }

    private static byte[] repeated(byte[] bytes, SplittableRandom random, Mutation one) {
        byte[] damaged = bytes;
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            damaged = one.of(damaged, random);
        }
        return damaged;
    }

    private static byte[] oneOfBinary(byte[] bytes, SplittableRandom random) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(8)) {
            case 0 -> {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> {
                byte[] replaced = bytes.clone();
                replaced[at] = (byte) random.nextInt();
                yield replaced;
            }
            case 2, 3 -> NumberDamage.one(bytes, at, random);
            case 4 -> Pieces.replaced(bytes, at, bytes.length, new byte[0]);
            case 5 -> Pieces.replaced(bytes, at, at + Pieces.length(bytes, at, random), new byte[0]);
            case 6 -> Pieces.doubled(bytes, at, random);
            default -> Pieces.moved(bytes, at, random);
        };
    }

    /** Cuts and joins. */
    final class Pieces {

        private static final int LONGEST = 1 << 10;

        private Pieces() {}

        /** A length of a piece that begins at a place, from 1; short ones are more frequent. */
        static int length(byte[] bytes, int at, SplittableRandom random) {
            int most = Math.min(LONGEST, bytes.length - at);
            return 1 + random.nextInt(Math.min(most, 1 << random.nextInt(11)));
        }

        /** With something else between two places. */
        static byte[] replaced(byte[] bytes, int from, int to, byte[] piece) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, from);
            out.write(piece, 0, piece.length);
            out.write(bytes, to, bytes.length - to);
            return out.toByteArray();
        }

        static byte[] piece(byte[] bytes, int at, int length) {
            byte[] piece = new byte[length];
            System.arraycopy(bytes, at, piece, 0, length);
            return piece;
        }

        static byte[] doubled(byte[] bytes, int at, SplittableRandom random) {
            byte[] piece = piece(bytes, at, length(bytes, at, random));
            byte[] out = bytes;
            for (int times = 1 + random.nextInt(4); times > 0; times--) {
                out = replaced(out, at, at, piece);
            }
            return out;
        }

        static byte[] moved(byte[] bytes, int at, SplittableRandom random) {
            byte[] piece = piece(bytes, at, length(bytes, at, random));
            int to = random.nextInt(bytes.length);
            return replaced(bytes, to, Math.min(bytes.length, to + piece.length), piece);
        }
    }
}
