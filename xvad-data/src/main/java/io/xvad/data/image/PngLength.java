package io.xvad.data.image;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.stream.ImageInputStream;

/** Refuses a PNG that tells of more pixels than its bytes can hold, before memory is taken for them. */
final class PngLength {

    private static final int HEADER = 26;
    private static final int WIDTH = 16;
    private static final int HEIGHT = 20;
    private static final int DEPTH = 24;
    private static final int COLOUR = 25;

    /** No more bytes come out of one byte that deflate wrote. */
    private static final long MOST_INFLATED = 1032;

    private PngLength() {}

    /**
     * Checks a PNG that begins where the stream stands; it stands there again afterwards.
     *
     * @param bytes length of the file
     * @throws XvadDataException naming the image, if it is cut short
     */
    static void require(String name, ImageInputStream stream, long bytes) throws IOException {
        byte[] head = new byte[HEADER];
        stream.mark();
        try {
            stream.readFully(head);
        } finally {
            stream.reset();
        }
        ByteBuffer header = ByteBuffer.wrap(head);
        long width = header.getInt(WIDTH);
        long height = header.getInt(HEIGHT);
        long rowBytes = (width * header.get(DEPTH) * samples(header.get(COLOUR)) + 7) / 8;
        if (width > 0 && height > 0 && rowBytes > bytes * MOST_INFLATED / height) {
            throw new XvadDataException(
                    name + ": is cut short: " + bytes + " bytes cannot hold " + width + " x " + height + " pixels");
        }
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
