package io.xvad.data.image;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageMetadata;
import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.LargeImage;
import io.xvad.core.Mask;
import io.xvad.core.ReducedMap;
import io.xvad.core.XvadDataException;
import java.awt.Rectangle;
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
import java.util.stream.IntStream;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Decodes the first image of a file and treats a file that is cut short as an error. */
final class Decoder implements AutoCloseable {

    /** Rows that are looked at at once. */
    private static final int ROWS = 512;

    private final String name;
    private final ImageReader reader;
    private final Optional<TiffTags> tiff;
    private final SignificantBits significant;
    private final Optional<PngChunks> png;
    private final long bytes;
    private final List<String> warnings = new ArrayList<>();

    private Decoder(String name, ImageReader reader, Optional<TiffTags> tiff, Optional<PngChunks> png, long bytes) {
        this.png = png;
        this.bytes = bytes;
        this.name = name;
        this.reader = reader;
        this.tiff = tiff;
        this.significant = png.map(PngChunks::significant).orElse(SignificantBits.unknown());
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    }

    static Decoder of(String name, ImageInputStream stream, long bytes) throws IOException {
        byte[] head = Codecs.head(stream);
        if (ImageFormat.find(head).isEmpty() && ForeignFormat.mayBeAnImage(ImageFormat.text(head))) {
            Optional<ImageReader> plugIn = Codecs.plugIn(stream);
            if (plugIn.isPresent()) {
                return new Decoder(name, plugIn.get(), Optional.empty(), Optional.empty(), bytes);
            }
        }
        ImageFormat format = ImageFormat.of(name, head);
        if (format == ImageFormat.WEBP) {
            requireWholeRiff(name, head, bytes);
        }
        Optional<PngChunks> png =
                format == ImageFormat.PNG ? Optional.of(PngChunks.of(name, stream, bytes)) : Optional.empty();
        ImageReader reader = Codecs.reader(format);
        boolean isTiff = format == ImageFormat.TIFF || format == ImageFormat.BIG_TIFF;
        reader.setInput(format == ImageFormat.WEBP ? new QuickEnd(stream, bytes) : stream, !isTiff, !isTiff);
        Optional<TiffTags> tiff =
                isTiff ? Optional.of(new TiffTags((TIFFImageMetadata) reader.getImageMetadata(0))) : Optional.empty();
        tiff.ifPresent(tags -> tags.requireReadable(name));
        return new Decoder(name, reader, tiff, png, bytes);
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

    /** Bytes of the heap that reading it as a mask takes: the decoded samples, and twice as flags. */
    long heapNeededOfMask() throws IOException {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        int bits = types.hasNext()
                ? IntStream.of(types.next().getSampleModel().getSampleSize()).sum()
                : Byte.SIZE;
        return (long) width() * height() * ((bits + 7) / 8 + 2);
    }

    /** The pixels, as they lie in the file. */
    Decoded read() {
        return whole(() -> decoded(null));
    }

    /** The pixels of a region. Of a TIFF whole rows are decoded, because its decoder fails on other regions of tiled files (TwelveMonkeys, issue 746). */
    Decoded read(Box box) {
        if (tiff.isEmpty()) {
            return whole(() -> decoded(of(box)));
        }
        Decoded rows = whole(() -> decoded(of(new Box(0, box.y(), width(), box.height()))));
        return rows.crop(new Box(box.x(), 0, box.width(), box.height()));
    }

    /** Every so many pixels of every so many rows, under an id. Of a TIFF rows are decoded for it, for the reason of {@link #read(Box)}. */
    Image overview(String id, int factor, WhiteLevel white) throws IOException {
        if (tiff.isPresent()) {
            return overviewOfRows(id, factor, white);
        }
        ImageReadParam some = reader.getDefaultReadParam();
        some.setSourceSubsampling(factor, factor, 0, 0);
        return whole(() -> decoded(some)).toImage(id, white);
    }

    private Image overviewOfRows(String id, int factor, WhiteLevel white) throws IOException {
        int height = ReducedMap.length(height(), factor);
        int width = ReducedMap.length(width(), factor);
        List<Image> parts = new ArrayList<>();
        int rows = factor * Math.max(1, ROWS / factor);
        for (int top = 0; top < height(); top += rows) {
            Box box = new Box(0, top, width(), Math.min(rows, height() - top));
            parts.add(LargeImage.of(read(box).toImage(id, white)).overview(factor));
        }
        float[] values = new float[parts.get(0).channels() * height * width];
        int top = 0;
        for (Image part : parts) {
            for (int c = 0; c < part.channels(); c++) {
                part.buffer()
                        .position(c * part.height() * width)
                        .get(values, (c * height + top) * width, part.height() * width);
            }
            top += part.height();
        }
        return Image.of(id, parts.get(0).channels(), height, width, values);
    }

    /** The pixels that a mask marks. */
    Mask readMask(boolean lossy) {
        boolean raw = tiff.isPresent() && tiff.get().raw(tiff.get().type(name));
        return raw
                ? Mask.of(read().toImage(name, WhiteLevel.highestOfEach()))
                : whole(() -> MaskPixels.of(reader.read(0), lossy).marked());
    }

    /** Decoding that reads the file. */
    @FunctionalInterface
    private interface Decoding<T> {
        T decode() throws IOException;
    }

    private <T> T whole(Decoding<T> decoding) {
        if (png.isPresent() && png.get().least() > bytes) {
            throw new XvadDataException(name + ": is cut short: it cannot hold so many pixels");
        }
        T decoded;
        try {
            decoded = decoding.decode();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        for (String warning : warnings) {
            String words = warning.toLowerCase(Locale.ROOT);
            if (words.contains("premature") || words.contains("truncated") || words.contains("end of")) {
                throw new XvadDataException(name + ": is cut short: " + warning);
            }
        }
        return decoded;
    }

    private Decoded decoded(@Nullable ImageReadParam some) throws IOException {
        if (tiff.isEmpty()) {
            BufferedImage image = reader.read(0, some);
            return new Decoded.Colours(image, white(image));
        }
        TiffTags tags = tiff.get();
        SampleType type = tags.type(name);
        OptionalDouble declared = tags.white(type);
        return tags.raw(type)
                ? new Decoded.Samples(reader.readRaster(0, some), tags.channels(name), type, declared)
                : new Decoded.Colours(reader.read(0, some), declared);
    }

    private ImageReadParam of(Box region) {
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceRegion(new Rectangle(region.x(), region.y(), region.width(), region.height()));
        return parameters;
    }

    /** What all samples of the file say, whatever region was decoded. */
    private OptionalDouble white(BufferedImage image) throws IOException {
        if (!significant.leavesOpen(image.getRaster())) {
            return OptionalDouble.empty();
        }
        if (image.getWidth() == width() && image.getHeight() == height()) {
            return OptionalDouble.of(significant.white(significant.storage(image.getRaster())));
        }
        SignificantBits.Storage storage = SignificantBits.Storage.UNSEEN;
        for (int top = 0; top < height(); top += ROWS) {
            Box rows = new Box(0, top, width(), Math.min(ROWS, height() - top));
            storage = storage.and(significant.storage(reader.read(0, of(rows)).getRaster()));
        }
        return OptionalDouble.of(significant.white(storage));
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
