package io.xvad.data.image;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.stream.ImageInputStream;

/**
 * What the chunks of a PNG say before it is decoded: whether it can hold its pixels, how it lies, and which bits mean something. Nothing is
 * inflated, and no memory is taken for what a chunk only claims to have.
 *
 * @param least bytes that a file of so many pixels has
 * @param orientation of the chunk {@code eXIf}; upright without it
 * @param significant of the first chunk {@code sBIT} before the pixels
 */
record PngChunks(long least, Orientation orientation, SignificantBits significant) {

    private static final int SIGNATURE = 8;
    private static final int HEADER = 26;
    private static final int WIDTH = 16;
    private static final int HEIGHT = 20;
    private static final int DEPTH = 24;
    private static final int COLOUR = 25;
    private static final int CHUNK = 8;
    private static final int CRC = 4;
    private static final int EXIF = 0x65584966;
    private static final int SBIT = 0x73424954;
    private static final int IDAT = 0x49444154;
    private static final int END = 0x49454e44;

    /**
     * Of the PNG that begins where the stream stands; it stands there again afterwards.
     *
     * @param bytes length of the file
     * @throws XvadDataException naming the image, if a chunk is longer than what is left of the file
     */
    static PngChunks of(String name, ImageInputStream stream, long bytes) throws IOException {
        long start = stream.getStreamPosition();
        stream.mark();
        try {
            byte[] head = new byte[HEADER];
            stream.readFully(head);
            long least = pixelBytes(ByteBuffer.wrap(head)) / Deflated.MOST_OF_A_BYTE;
            return walk(name, stream, start + SIGNATURE, bytes, least);
        } finally {
            stream.reset();
        }
    }

    private static PngChunks walk(String name, ImageInputStream stream, long first, long bytes, long least)
            throws IOException {
        Orientation orientation = Orientation.UPRIGHT;
        SignificantBits significant = SignificantBits.unknown();
        boolean open = true;
        int type = 0;
        for (long at = first; type != END && at + CHUNK <= bytes; ) {
            stream.seek(at);
            int length = stream.readInt();
            type = stream.readInt();
            if (length < 0 || at + CHUNK + length + CRC > bytes) {
                throw new XvadDataException(name + ": is cut short: a part of " + Integer.toUnsignedString(length)
                        + " bytes begins at byte " + at + " of " + bytes);
            }
            if (type == EXIF) {
                byte[] exif = new byte[length];
                stream.readFully(exif);
                orientation = Orientation.ofExif(name, exif);
            } else if (type == SBIT && open && length > 0) {
                significant = new SignificantBits(stream.read());
                open = false;
            }
            open &= type != IDAT;
            at += CHUNK + length + CRC;
        }
        return new PngChunks(least, orientation, significant);
    }

    private static long pixelBytes(ByteBuffer header) {
        long samples = header.getInt(WIDTH) * (long) samples(header.get(COLOUR));
        return (samples * header.get(DEPTH) + 7) / 8 * header.getInt(HEIGHT);
    }

    /** Samples a pixel: grey or an index, grey and alpha, red with green and blue, or these and alpha. */
    private static int samples(int colour) {
        return switch (colour) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }
}
