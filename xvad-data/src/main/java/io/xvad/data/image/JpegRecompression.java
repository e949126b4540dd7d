package io.xvad.data.image;

import io.xvad.core.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Compresses an image with JPEG and decodes it again: a change that an explanation should outlive. Immutable and
 * thread-safe.
 *
 * @param quality from 0 (worst) to 1
 */
public record JpegRecompression(double quality) implements UnaryOperator<Image> {

    public JpegRecompression {
        if (!(quality >= 0 && quality <= 1)) {
            throw new IllegalArgumentException("JPEG quality must be in [0, 1], got " + quality);
        }
    }

    @Override
    public Image apply(Image image) {
        try {
            BufferedImage decoded = decoded(encoded(ImageWriter.buffered(image)));
            return Pixels.toImage(image.id(), decoded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage decoded(byte[] jpeg) throws IOException {
        return ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg)));
    }

    private byte[] encoded(BufferedImage image) throws IOException {
        javax.imageio.ImageWriter writer =
                ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality((float) quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
