package io.xvad.data.image;

import io.xvad.core.Image;
import io.xvad.core.model.WholeFile;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes images as 8-bit PNG, grey or RGB; samples are rounded to 1/255. Thread-safe. */
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

    /** The bytes of a PNG file. */
    public static byte[] png(Image image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(buffered(image), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * Writes an AWT image to a stream, which stays open. Unlike {@link ImageIO#write(RenderedImage, String, OutputStream)} it needs no
     * temporary file, for which a container with a read-only root has no folder.
     *
     * @param format name of a format that ImageIO writes, such as "png"
     * @throws IOException if the stream cannot be written to, or this Java writes no such format
     */
    public static void write(BufferedImage image, String format, OutputStream out) throws IOException {
        try (ImageOutputStream memory = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(image, format, memory)) {
                throw new IOException("this Java writes no " + format);
            }
        }
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
