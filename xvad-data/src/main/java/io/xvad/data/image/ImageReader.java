package io.xvad.data.image;

import io.xvad.core.Box;
import io.xvad.core.HeapSpace;
import io.xvad.core.Image;
import io.xvad.core.LargeImage;
import io.xvad.core.Mask;
import io.xvad.core.Sample;
import io.xvad.core.XvadDataException;
import java.awt.image.BufferedImage;
import java.awt.image.DirectColorModel;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads PNG, JPEG, BMP, GIF (first frame), TIFF and BigTIFF (first page) and WebP images from files, bytes and streams, and
 * takes those that AWT holds: 1 to 16 bits a sample, grey, RGB, palette, alpha, CMYK, and TIFF of float, 32-bit and signed
 * samples. A file is recognised by its first bytes; one of another format is refused with what it is and what to do. Images
 * are turned upright by their EXIF orientation. As PIL's {@code convert} does, alpha is dropped and colour profiles are not
 * applied, except that CMYK becomes RGB.
 *
 * <p>Another format, JPEG 2000 for one, is read where an ImageIO plug-in for it lies on the class path.
 *
 * <p>Samples of more than 8 bits are never stretched or cut off: black is 0, and white is what {@link #withWhiteLevel} says;
 * if nothing was said, what the file says (a TIFF's {@code SMaxSampleValue} or {@code MaxSampleValue} of 255, 1023, 4095, 16383
 * or 65535, or a PNG's {@code sBIT}); else the largest unsigned number of so many bits, or 1 for float. Samples beyond are an
 * error that names the range found.
 *
 * <p>Neither ImageIO's registry nor the thread's context class loader matters to what is read. Immutable and thread-safe.
 */
public final class ImageReader {

    private static final Logger LOG = LoggerFactory.getLogger(ImageReader.class);
    private static final long DEFAULT_MAX_PIXELS = 100_000_000;
    private static final int MAX_SIDE = 30_000;

    /** Images of more pixels than this are opened as {@link LargeImage}s. */
    public static final long LARGE = 1 << 24;

    private static final int MAX_BYTES = 1 << 30;
    private static final ImageReader DEFAULTS =
            new ImageReader(DEFAULT_MAX_PIXELS, new WhiteLevel(OptionalDouble.empty(), false, LOG::warn));

    private final long maxPixels;
    private final WhiteLevel white;

    private ImageReader(long maxPixels, WhiteLevel white) {
        this.maxPixels = maxPixels;
        this.white = white;
    }

    /** A reader that refuses to hold images of more than 100 million pixels, or 30,000 pixels a side, before decoding them. */
    public static ImageReader withDefaults() {
        return DEFAULTS;
    }

    /**
     * A reader with another bound on the number of pixels.
     *
     * @throws IllegalArgumentException if below 1
     */
    public ImageReader withMaxPixels(long pixels) {
        if (pixels < 1) {
            throw new IllegalArgumentException("pixel bound must be at least 1, got " + pixels);
        }
        return new ImageReader(pixels, white);
    }

    /**
     * A reader that takes this sample value as white, for images of more than 8 bits a sample: 4095 for a camera of 12 bits
     * whose images are stored in 16, 255 for float TIFF of 0 to 255. Use the same for learning and for scoring.
     *
     * @throws IllegalArgumentException unless positive and finite
     */
    public ImageReader withWhiteLevel(double value) {
        if (!(value > 0 && value <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("white level must be positive and finite, got " + value);
        }
        return new ImageReader(maxPixels, new WhiteLevel(OptionalDouble.of(value), false, white.warnings()));
    }

    /** The bound on the number of pixels of an image that is held whole. */
    public long maxPixels() {
        return maxPixels;
    }

    /** The sample value that was named as white; empty if none was. */
    public OptionalDouble whiteLevel() {
        return white.chosen();
    }

    /**
     * A reader that tells of doubtful images, which are nearly black as if another value were meant to be white. Usually
     * they are logged as warnings.
     *
     * @param listener hears one line for each, naming the image; may be called from any thread that reads
     */
    public ImageReader withWarnings(Consumer<String> listener) {
        return new ImageReader(maxPixels, new WhiteLevel(white.chosen(), white.highest(), listener));
    }

    /**
     * Reads an image; its id is the path as given.
     *
     * @throws XvadDataException naming the file, if it is missing, empty, of another format, cut short, broken, too
     *     large or has samples of which it is not known what they mean
     */
    public Image read(Path file) {
        return read(file, (decoder, upright) -> image(file.toString(), decoder, upright));
    }

    /**
     * Reads an image, or opens it if it has more than {@value #LARGE} pixels, to be read region by region by a detector that sees tiles. The
     * pixels are those of {@link #read(Path)}, but regions are not checked for being nearly black.
     *
     * @return an {@link Image} or a {@link LargeImage}
     * @throws XvadDataException as {@link #read(Path)}, except that the number of pixels is bounded by 2,147,483,647 alone
     */
    public Sample open(Path file) {
        return read(file, (decoder, upright) -> {
            long pixels = (long) decoder.width() * decoder.height();
            if (pixels <= Math.min(LARGE, maxPixels)) {
                return image(file.toString(), decoder, upright);
            }
            if (pixels > Integer.MAX_VALUE) {
                throw new XvadDataException(file + ": " + decoder.width() + " x " + decoder.height()
                        + " pixels is too large; at most " + Integer.MAX_VALUE + " pixels are read");
            }
            return new LargeImageFile(file, this, upright.orientation(), decoder.height(), decoder.width());
        });
    }

    /** Decodes a region of the stored image. */
    Decoded decode(Path file, Box stored) {
        return read(file, (decoder, upright) -> decoder.read(stored));
    }

    /** Every so many pixels of every so many rows of the stored image. */
    Image overview(Path file, int factor) {
        return read(file, (decoder, upright) -> decoder.overview(file.toString(), factor, quiet()));
    }

    /** An image of a region that was decoded. */
    Image image(String id, Decoded region) {
        return region.toImage(id, quiet());
    }

    private WhiteLevel quiet() {
        return new WhiteLevel(white.chosen(), white.highest(), dark -> {});
    }

    /**
     * Reads a ground-truth mask. What is transparent, and index 0 of a palette, is background. Of the rest a pixel is anomalous
     * above half of the mask's highest value, in any channel; where the values are numbers of classes (a palette, or whole
     * numbers up to 63) or few colours, one for each class, it is all that is not 0 or black. A black mask that went through JPEG stays black.
     *
     * @throws XvadDataException as {@link #read(Path)}, except that a mask may be as large as the heap allows
     */
    public Mask readMask(Path file) {
        boolean lossy = Lossy.is(file);
        return read(file, (decoder, upright) -> {
            HeapSpace.require(sized(file.toString(), decoder), decoder.heapNeededOfMask());
            return upright.orientation().upright(decoder.readMask(lossy));
        });
    }

    /** What is made of a file. */
    @FunctionalInterface
    private interface Reading<T> {
        T from(Decoder decoder, Upright upright) throws IOException;
    }

    /** How a file lies, which may take reading it to its end. */
    @FunctionalInterface
    private interface Upright {
        Orientation orientation() throws IOException;
    }

    private <T> T read(Path file, Reading<T> reading) {
        String name = file.toString();
        if (!Files.isRegularFile(file)) {
            throw new XvadDataException(name + ": no such file");
        }
        try (ImageInputStream stream = new FileImageInputStream(file.toFile());
                InputStream metadata = new BufferedInputStream(Files.newInputStream(file))) {
            return decode(name, stream, Files.size(file), metadata, reading);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /**
     * Reads an image that is in memory as the bytes of a file; its pixels are those that reading the file gives.
     *
     * @param id name of the image, for example that of an upload
     * @throws XvadDataException naming {@code id}, as {@link #read(Path)}
     */
    public Image read(String id, byte[] encoded) {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded));
                InputStream metadata = new ByteArrayInputStream(encoded)) {
            return decode(id, stream, encoded.length, metadata, (decoder, upright) -> image(id, decoder, upright));
        } catch (IOException e) {
            throw unreadable(id, e);
        }
    }

    /**
     * Reads an image from the bytes of a file that come as a stream, which is read to its end and stays open.
     *
     * @param id name of the image
     * @throws XvadDataException naming {@code id}, as {@link #read(Path)}, or if the stream has more than 1 GiB
     */
    public Image read(String id, InputStream in) {
        try {
            byte[] encoded = in.readNBytes(MAX_BYTES);
            if (in.read() >= 0) {
                throw new XvadDataException(id + ": more than the " + MAX_BYTES + " bytes an image file may have");
            }
            return read(id, encoded);
        } catch (IOException e) {
            throw unreadable(id, e);
        }
    }

    /**
     * Takes an image that AWT has decoded or drawn, of any type; its pixels are those of a lossless file of it, and alpha is
     * dropped as from a file. The way back is {@link ImageWriter#buffered}.
     *
     * @param id name of the image
     * @throws XvadDataException naming {@code id}, if it is too large or has samples of which it is not known what they mean
     */
    public Image read(String id, BufferedImage decoded) {
        requireBounded(id, decoded.getWidth(), decoded.getHeight());
        boolean packed = decoded.getColorModel() instanceof DirectColorModel || decoded.isAlphaPremultiplied();
        return Pixels.toImage(id, packed ? unpacked(decoded) : decoded, white, OptionalDouble.empty());
    }

    /** Converts an image to the 8-bit red, green and blue a decoder usually gives. */
    private static BufferedImage unpacked(BufferedImage image) {
        BufferedImage bytes = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            bytes.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        return bytes;
    }

    private <T> T decode(String name, ImageInputStream stream, long bytes, InputStream metadata, Reading<T> reading)
            throws IOException {
        if (bytes == 0) {
            throw new XvadDataException(name + ": is empty");
        }
        try (Decoder decoder = Decoder.of(name, stream, bytes)) {
            return reading.from(
                    decoder,
                    () -> decoder.orientation().isPresent()
                            ? decoder.orientation().get()
                            : Orientation.of(name, metadata));
        } catch (XvadDataException e) {
            throw e;
        } catch (RuntimeException e) {
            // Decoders throw unchecked exceptions of many kinds when a file is broken.
            throw unreadable(name, e);
        }
    }

    private Image image(String name, Decoder decoder, Upright upright) throws IOException {
        requireBounded(name, decoder.width(), decoder.height());
        HeapSpace.require(sized(name, decoder), decoder.heapNeeded());
        Orientation orientation = upright.orientation();
        return HeapSpace.of(name, () -> orientation.upright(decoder.read().toImage(name, white)));
    }

    private static String sized(String name, Decoder decoder) throws IOException {
        return name + ": " + decoder.width() + " x " + decoder.height() + " pixels";
    }

    private static XvadDataException unreadable(String name, Exception cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new XvadDataException(name + ": cannot be read as an image: " + why, cause);
    }

    private void requireBounded(String name, int width, int height) {
        if (width > MAX_SIDE || height > MAX_SIDE || (long) width * height > maxPixels) {
            throw new XvadDataException(name + ": " + width + " x " + height + " pixels is too large; at most "
                    + maxPixels + " pixels and " + MAX_SIDE
                    + " a side are read whole; a model of tiles reads more, region by region: fit one with --tiling"
                    + " (in Java Training.tiled)");
        }
    }
}
