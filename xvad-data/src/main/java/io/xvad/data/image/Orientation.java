package io.xvad.data.image;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * EXIF orientation: how stored rows and columns lie in the upright picture.
 *
 * @param mirrored whether left and right are swapped before turning
 * @param quarterTurns clockwise quarter turns
 */
record Orientation(boolean mirrored, int quarterTurns) {

    private static final Logger LOG = LoggerFactory.getLogger(Orientation.class);
    private static final Orientation UPRIGHT = new Orientation(false, 0);

    static Orientation of(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            ExifIFD0Directory exif =
                    ImageMetadataReader.readMetadata(in).getFirstDirectoryOfType(ExifIFD0Directory.class);
            if (exif == null || !exif.containsTag(ExifIFD0Directory.TAG_ORIENTATION)) {
                return UPRIGHT;
            }
            return ofTag(exif.getInt(ExifIFD0Directory.TAG_ORIENTATION));
        } catch (ImageProcessingException | MetadataException e) {
            LOG.debug("{}: no readable metadata, taken to be upright", file, e);
            return UPRIGHT;
        }
    }

    private static Orientation ofTag(int tag) {
        return switch (tag) {
            case 2 -> new Orientation(true, 0);
            case 3 -> new Orientation(false, 2);
            case 4 -> new Orientation(true, 2);
            case 5 -> new Orientation(true, 3);
            case 6 -> new Orientation(false, 1);
            case 7 -> new Orientation(true, 1);
            case 8 -> new Orientation(false, 3);
            default -> UPRIGHT;
        };
    }

    BufferedImage upright(BufferedImage image) {
        if (equals(UPRIGHT)) {
            return image;
        }
        boolean swapped = quarterTurns % 2 == 1;
        int width = swapped ? image.getHeight() : image.getWidth();
        int height = swapped ? image.getWidth() : image.getHeight();
        AffineTransform transform = new AffineTransform();
        transform.translate(width / 2.0, height / 2.0);
        transform.quadrantRotate(quarterTurns);
        if (mirrored) {
            transform.scale(-1, 1);
        }
        transform.translate(-image.getWidth() / 2.0, -image.getHeight() / 2.0);
        WritableRaster turned = image.getRaster().createCompatibleWritableRaster(width, height);
        new AffineTransformOp(transform, AffineTransformOp.TYPE_NEAREST_NEIGHBOR).filter(image.getRaster(), turned);
        return new BufferedImage(image.getColorModel(), turned, image.isAlphaPremultiplied(), null);
    }
}
