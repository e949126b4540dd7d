package io.xvad.data.image;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.model.WholeFile;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes images as 8-bit PNG, grey or RGB, where samples are rounded to 1/255, and what AWT has drawn as PNG or JPEG. What is
 * registered with ImageIO does not matter. Thread-safe.
 */
public final class ImageWriter {

    private ImageWriter() {}

    /**
     * Writes a file, whole or not at all.
     *
     * @throws io.xvad.core.XvadDataException naming the file, if it cannot be written
     */
    public static void writePng(Image image, Path file) {
        byte[] bytes = png(image);
        WholeFile.write(file, out -> out.write(bytes));
    }

    /**
     * Writes a mask, white where it is set, whole or not at all.
     *
     * @throws io.xvad.core.XvadDataException naming the file, if it cannot be written
     */
    public static void writePng(Mask mask, Path file) {
        boolean[] pixels = mask.toArray();
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = pixels[i] ? 1 : 0;
        }
        writePng(Image.of("mask", 1, mask.height(), mask.width(), values), file);
    }

    /** The bytes of a PNG file. */
    public static byte[] png(Image image) {
        return png(buffered(image));
    }

    /** The bytes of a PNG file of what AWT has drawn, in its own depth. */
    public static byte[] png(BufferedImage drawn) {
        try {
            return encoded(Codecs.pngWriter(), drawn, OptionalDouble.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The bytes of a JPEG file of what AWT has drawn, grey or colour without alpha.
     *
     * @param quality from 0 (worst) to 1
     * @throws IllegalArgumentException if the quality is outside, or there is an alpha channel
     */
    public static byte[] jpeg(BufferedImage drawn, double quality) {
        if (!(quality >= 0 && quality <= 1)) {
            throw new IllegalArgumentException("JPEG quality must be in [0, 1], got " + quality);
        }
        if (drawn.getColorModel().hasAlpha()) {
            throw new IllegalArgumentException("JPEG has no alpha channel; draw on an image without one");
        }
        try {
            return encoded(Codecs.jpegWriter(), drawn, OptionalDouble.of(quality));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] encoded(javax.imageio.ImageWriter writer, BufferedImage image, OptionalDouble quality)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (quality.isPresent()) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionQuality((float) quality.getAsDouble());
            }
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** The image as AWT draws it: {@code TYPE_BYTE_GRAY} or {@code TYPE_3BYTE_BGR}. */
    public static BufferedImage buffered(Image image) {
        int type = image.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
        BufferedImage buffered = new BufferedImage(image.width(), image.height(), type);
        WritableRaster raster = buffered.getRaster();
        float[] values = image.toArray();
        int[] row = new int[image.width()];
        int at = 0;
        for (int c = 0; c < image.channels(); c++) {
            for (int y = 0; y < image.height(); y++) {
                for (int x = 0; x < row.length; x++) {
                    row[x] = Math.round(values[at++] * 255);
                }
                raster.setSamples(0, y, row.length, 1, c, row);
            }
        }
        return buffered;
    }
}
