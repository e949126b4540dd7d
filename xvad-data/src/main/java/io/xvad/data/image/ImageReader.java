package io.xvad.data.image;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads PNG, JPEG, BMP, TIFF (first page) and WebP files: 1 to 16 bits a sample, grey, RGB, palette, alpha, CMYK, and
 * float TIFF with values in [0, 1]. Pictures are turned upright by their EXIF orientation. As PIL's {@code convert} does,
 * alpha is dropped and colour profiles are not applied, except that CMYK becomes RGB. Immutable and thread-safe.
 */
public final class ImageReader {

    private static final long DEFAULT_MAX_PIXELS = 100_000_000;
    private static final int MAX_SIDE = 30_000;

    private final long maxPixels;

    private ImageReader(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /** A reader that refuses pictures of more than 100 million pixels, or 30,000 pixels a side, before decoding them. */
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
     * Reads a picture; its id is the path as given.
     *
     * @throws XvadDataException naming the file, if it is missing, empty, of another format, cut short, broken or too
     *     large
     */
    public Image read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new XvadDataException(file + ": no such file");
        }
        try {
            if (Files.size(file) == 0) {
                throw new XvadDataException(file + ": is empty");
            }
            BufferedImage decoded = decode(file);
            return Orientation.of(file).upright(Pixels.toImage(file.toString(), decoded));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new XvadDataException(file + ": cannot be read as a picture: " + e.getMessage(), e);
        }
    }

    private BufferedImage decode(Path file) throws IOException {
        try (ImageInputStream stream = new FileImageInputStream(file.toFile());
                Decoder decoder = Decoder.of(file, stream)) {
            requireBounded(file, decoder.width(), decoder.height());
            return decoder.read();
        }
    }

    private void requireBounded(Path file, int width, int height) {
        if (width > MAX_SIDE || height > MAX_SIDE || (long) width * height > maxPixels) {
            throw new XvadDataException(file + ": " + width + " x " + height + " pixels is too large; at most "
                    + maxPixels + " pixels and " + MAX_SIDE + " a side are read");
        }
    }
}
