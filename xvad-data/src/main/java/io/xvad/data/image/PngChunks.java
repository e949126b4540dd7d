package io.xvad.data.image;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.stream.ImageInputStream;

/**
 * What the chunks of a PNG say before it is decoded: whether it can hold its pixels, and how it lies. Nothing is inflated, and no memory is
 * taken for what a chunk only claims to have.
 *
 * @param least bytes that a file of so many pixels has: of one byte that deflate wrote come no more than 1032
 * @param orientation of the chunk {@code eXIf}; upright without it
 */
record PngChunks(long least, Orientation orientation) {

    private static final int SIGNATURE = 8;
    private static final int HEADER = 26;
    private static final int WIDTH = 16;
    private static final int HEIGHT = 20;
    private static final int DEPTH = 24;
    private static final int COLOUR = 25;
    private static final int CHUNK = 8;
    private static final int CRC = 4;
    private static final int EXIF = 0x65584966;
    private static final int END = 0x49454e44;
    private static final long MOST_INFLATED = 1032;

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
            Orientation orientation = orientation(name, stream, start + SIGNATURE, bytes);
            return new PngChunks(pixelBytes(ByteBuffer.wrap(head)) / MOST_INFLATED, orientation);
        } finally {
            stream.reset();
        }
    }

    private static Orientation orientation(String name, ImageInputStream stream, long first, long bytes)
            throws IOException {
        Orientation orientation = Orientation.UPRIGHT;
        long at = first;
        while (at + CHUNK <= bytes) {
            stream.seek(at);
            int length = stream.readInt();
            int type = stream.readInt();
            if (length < 0 || at + CHUNK + length + CRC > bytes) {
                throw new XvadDataException(name + ": is cut short: a part of " + Integer.toUnsignedString(length)
                        + " bytes begins at byte " + at + " of " + bytes);
            }
            if (type == EXIF) {
                byte[] exif = new byte[length];
                stream.readFully(exif);
                orientation = Orientation.ofExif(name, exif);
            }
            if (type == END) {
                return orientation;
            }
            at += CHUNK + length + CRC;
        }
        return orientation;
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
