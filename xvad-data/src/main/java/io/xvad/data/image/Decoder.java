package io.xvad.data.image;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageMetadata;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import java.awt.image.BufferedImage;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/** Decodes the first image of a file and treats a file that is cut short as an error. */
final class Decoder implements AutoCloseable {

    private final String name;
    private final ImageReader reader;
    private final Optional<TiffTags> tiff;
    private final SignificantBits significant;
    private final Optional<PngChunks> png;
    private final long bytes;
    private final List<String> warnings = new ArrayList<>();

    private Decoder(
            String name,
            ImageReader reader,
            Optional<TiffTags> tiff,
            SignificantBits significant,
            Optional<PngChunks> png,
            long bytes) {
        this.png = png;
        this.bytes = bytes;
        this.name = name;
        this.reader = reader;
        this.tiff = tiff;
        this.significant = significant;
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    }

    static Decoder of(String name, ImageInputStream stream, long bytes) throws IOException {
        byte[] head = Codecs.head(stream);
        ImageFormat format = ImageFormat.of(name, head);
        if (format == ImageFormat.WEBP) {
            requireWholeRiff(name, head, bytes);
        }
        Optional<PngChunks> png =
                format == ImageFormat.PNG ? Optional.of(PngChunks.of(name, stream, bytes)) : Optional.empty();
        SignificantBits significant =
                format == ImageFormat.PNG ? SignificantBits.of(stream) : SignificantBits.unknown();
        ImageReader reader = Codecs.reader(format);
        boolean isTiff = format == ImageFormat.TIFF || format == ImageFormat.BIG_TIFF;
        reader.setInput(format == ImageFormat.WEBP ? new QuickEnd(stream, bytes) : stream, !isTiff, !isTiff);
        Optional<TiffTags> tiff =
                isTiff ? Optional.of(new TiffTags((TIFFImageMetadata) reader.getImageMetadata(0))) : Optional.empty();
        tiff.ifPresent(tags -> tags.requireReadable(name));
        return new Decoder(name, reader, tiff, significant, png, bytes);
    }

    /** A WebP file says how long it is; its decoder does not mind when that is not so. */
    private static void requireWholeRiff(String name, byte[] head, long bytes) {
        long size = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffff_ffffL;
        if (size + 8 > bytes) {
            throw new XvadDataException(name + ": is cut short: " + bytes + " of " + (size + 8) + " bytes");
        }
    }

    int width() throws IOException {
        return reader.getWidth(0);
    }

    int height() throws IOException {
        return reader.getHeight(0);
    }

    /** Bytes of the heap that reading it takes: the decoded samples, and twice as floats. */
    long heapNeeded() throws IOException {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        if (!types.hasNext()) {
            return 0;
        }
        ImageTypeSpecifier type = types.next();
        SampleModel samples = type.getSampleModel();
        long bits = 0;
        for (int size : samples.getSampleSize()) {
            bits += size;
        }
        int channels = type.getColorModel().getColorSpace().getNumComponents() == 1 ? 1 : 3;
        return (long) width() * height() * ((bits + 7) / 8 + 2L * Float.BYTES * channels);
    }

    /** The pixels, as they lie in the file. */
    Image read(WhiteLevel white) {
        return whole(() -> tiff.isPresent() ? readTiff(tiff.get(), white) : readOther(white));
    }

    /** 1 where a mask marks a pixel, else 0. */
    Image readMask(boolean lossy) {
        boolean raw = tiff.isPresent() && tiff.get().raw(tiff.get().type(name));
        return raw ? read(WhiteLevel.highestOfEach()) : whole(() -> MaskPixels.toImage(name, reader.read(0), lossy));
    }

    /** Decoding that reads the file. */
    @FunctionalInterface
    private interface Decoding {
        Image decode() throws IOException;
    }

    private Image whole(Decoding decoding) {
        if (png.isPresent() && png.get().least() > bytes) {
            throw new XvadDataException(name + ": is cut short: it cannot hold so many pixels");
        }
        Image image;
        try {
            image = decoding.decode();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        for (String warning : warnings) {
            String words = warning.toLowerCase(Locale.ROOT);
            if (words.contains("premature") || words.contains("truncated") || words.contains("end of")) {
                throw new XvadDataException(name + ": is cut short: " + warning);
            }
        }
        return image;
    }

    private Image readTiff(TiffTags tags, WhiteLevel white) throws IOException {
        SampleType type = tags.type(name);
        OptionalDouble declared = tags.white(type);
        return tags.raw(type)
                ? Pixels.toImage(name, reader.readRaster(0, null), tags.channels(name), type, white, declared)
                : Pixels.toImage(name, reader.read(0), white, declared);
    }

    private Image readOther(WhiteLevel white) throws IOException {
        BufferedImage image = reader.read(0);
        return Pixels.toImage(name, image, white, significant.white(image.getRaster()));
    }

    /** How a TIFF lies; other formats say so elsewhere. */
    Optional<Orientation> orientation() {
        return tiff.map(TiffTags::orientation).or(() -> png.map(PngChunks::orientation));
    }

    @Override
    public void close() {
        reader.dispose();
    }
}
