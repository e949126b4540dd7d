package io.xvad.data.image;

import io.xvad.core.XvadDataException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** An {@link ImageIO} reader of one image that treats a cut-short file as an error. */
final class Decoder implements AutoCloseable {

    private static final Set<String> FORMATS = Set.of("png", "jpeg", "jpg", "bmp", "tiff", "tif", "webp");

    private final String name;
    private final ImageReader reader;
    private final List<String> warnings = new ArrayList<>();

    private Decoder(String name, ImageReader reader) {
        this.name = name;
        this.reader = reader;
    }

    static Decoder of(String name, ImageInputStream stream, long bytes) throws IOException {
        requireWholeRiff(name, stream, bytes);
        for (Iterator<ImageReader> readers = ImageIO.getImageReaders(stream); readers.hasNext(); ) {
            ImageReader reader = readers.next();
            if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                Decoder decoder = new Decoder(name, reader);
                reader.setInput(stream, true, true);
                reader.addIIOReadWarningListener((source, warning) -> decoder.warnings.add(warning));
                return decoder;
            }
        }
        throw new XvadDataException(name + ": not a PNG, JPEG, BMP, TIFF or WebP image");
    }

    /** A WebP file says how long it is; its decoder does not mind when that is not so. */
    private static void requireWholeRiff(String name, ImageInputStream stream, long bytes) throws IOException {
        stream.mark();
        byte[] head = new byte[8];
        boolean riff =
                stream.read(head) == head.length && new String(head, 0, 4, StandardCharsets.US_ASCII).equals("RIFF");
        stream.reset();
        if (riff) {
            long size = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffff_ffffL;
            if (size + 8 > bytes) {
                throw new XvadDataException(name + ": is cut short: " + bytes + " of " + (size + 8) + " bytes");
            }
        }
    }

    int width() throws IOException {
        return reader.getWidth(0);
    }

    int height() throws IOException {
        return reader.getHeight(0);
    }

    BufferedImage read() throws IOException {
        BufferedImage image = reader.read(0);
        for (String warning : warnings) {
            String words = warning.toLowerCase(Locale.ROOT);
            if (words.contains("premature") || words.contains("truncated") || words.contains("end of")) {
                throw new XvadDataException(name + ": is cut short: " + warning);
            }
        }
        return image;
    }

    @Override
    public void close() {
        reader.dispose();
    }
}
