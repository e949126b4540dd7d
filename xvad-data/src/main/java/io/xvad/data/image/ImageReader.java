package io.xvad.data.image;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import java.awt.image.BufferedImage;
import java.awt.image.DirectColorModel;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads PNG, JPEG, BMP, TIFF (first page) and WebP images from files, bytes and streams, and takes those that AWT holds: 1
 * to 16 bits a sample, grey, RGB, palette, alpha, CMYK, and float TIFF with values in [0, 1]. Files are turned upright by their EXIF orientation. As PIL's {@code convert} does,
 * alpha is dropped and colour profiles are not applied, except that CMYK becomes RGB. Immutable and thread-safe.
 */
public final class ImageReader {

    private static final long DEFAULT_MAX_PIXELS = 100_000_000;
    private static final int MAX_SIDE = 30_000;
    private static final int MAX_BYTES = 1 << 30;

    private final long maxPixels;

    private ImageReader(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /** A reader that refuses images of more than 100 million pixels, or 30,000 pixels a side, before decoding them. */
    public static ImageReader withDefaults() {
        return new ImageReader(DEFAULT_MAX_PIXELS);
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
        return new ImageReader(pixels);
    }

    /**
     * Reads an image; its id is the path as given.
     *
     * @throws XvadDataException naming the file, if it is missing, empty, of another format, cut short, broken or too
     *     large
     */
    public Image read(Path file) {
        String name = file.toString();
        if (!Files.isRegularFile(file)) {
            throw new XvadDataException(name + ": no such file");
        }
        try (ImageInputStream stream = new FileImageInputStream(file.toFile());
                InputStream metadata = new BufferedInputStream(Files.newInputStream(file))) {
            return decode(name, stream, Files.size(file), metadata);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
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
            return decode(id, stream, encoded.length, metadata);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
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
     * @throws XvadDataException naming {@code id}, if it is too large
     */
    public Image read(String id, BufferedImage decoded) {
        requireBounded(id, decoded.getWidth(), decoded.getHeight());
        boolean packed = decoded.getColorModel() instanceof DirectColorModel || decoded.isAlphaPremultiplied();
        return Pixels.toImage(id, packed ? unpacked(decoded) : decoded);
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

    private Image decode(String name, ImageInputStream stream, long bytes, InputStream metadata) throws IOException {
        if (bytes == 0) {
            throw new XvadDataException(name + ": is empty");
        }
        try (Decoder decoder = Decoder.of(name, stream, bytes)) {
            requireBounded(name, decoder.width(), decoder.height());
            Image stored = Pixels.toImage(name, decoder.read());
            return Orientation.of(name, metadata).upright(stored);
        }
    }

    private static XvadDataException unreadable(String name, Exception cause) {
        return new XvadDataException(name + ": cannot be read as an image: " + cause.getMessage(), cause);
    }

    private void requireBounded(String name, int width, int height) {
        if (width > MAX_SIDE || height > MAX_SIDE || (long) width * height > maxPixels) {
            throw new XvadDataException(name + ": " + width + " x " + height + " pixels is too large; at most "
                    + maxPixels + " pixels and " + MAX_SIDE + " a side are read");
        }
    }
}
