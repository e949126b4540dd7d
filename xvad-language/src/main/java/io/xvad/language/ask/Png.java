package io.xvad.language.ask;

import io.xvad.core.Image;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * Writes an image as 8-bit PNG, grey or RGB, always of the same bytes: those of {@code java.util.zip} differ from one zlib to another, and the key of a recorded answer holds the SHA-256 of what is
 * sent. Rows have the Paeth filter, and are written with one dynamic Huffman code and no repeats (RFC 1951, section 3.2.7), which a photograph has few of. Thread-safe.
 */
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int DEPTH = 8;
    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PAETH = 4;

    private Png() {}

    /** The bytes of a PNG file. */
    static byte[] of(Image image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13);
        header.putInt(image.width()).putInt(image.height()).put((byte) DEPTH);
        header.put((byte) (image.channels() == 1 ? GREY : RGB))
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) 0);
        chunk(out, "IHDR", header.array());
        chunk(out, "IDAT", zlib(filtered(image)));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) check.getValue())
                .array());
    }

    private static byte[] zlib(byte[] data) {
        Adler32 check = new Adler32();
        check.update(data);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x78, 0x01});
        out.writeBytes(HuffmanBlock.of(data));
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) check.getValue())
                .array());
        return out.toByteArray();
    }

    /** Rows of interleaved samples, each behind the number of its filter. */
    private static byte[] filtered(Image image) {
        int channels = image.channels();
        int row = image.width() * channels;
        float[] values = image.toArray();
        byte[] filtered = new byte[image.height() * (row + 1)];
        int[] above = new int[row];
        int[] own = new int[row];
        int at = 0;
        for (int y = 0; y < image.height(); y++) {
            filtered[at++] = PAETH;
            for (int i = 0; i < row; i++) {
                int plane = i % channels * image.height() + y;
                own[i] = Math.round(values[plane * image.width() + i / channels] * 255);
                int left = i < channels ? 0 : own[i - channels];
                int corner = i < channels ? 0 : above[i - channels];
                filtered[at++] = (byte) (own[i] - paeth(left, above[i], corner));
            }
            int[] spare = above;
            above = own;
            own = spare;
        }
        return filtered;
    }

    private static int paeth(int left, int above, int corner) {
        int guess = left + above - corner;
        int toLeft = Math.abs(guess - left);
        int toAbove = Math.abs(guess - above);
        int toCorner = Math.abs(guess - corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }
}
