package io.xvad.data.image;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How stored rows and columns lie in the upright image, as EXIF and the display matrix of videos say it. Immutable.
 *
 * @param mirrored whether left and right are swapped before turning
 * @param quarterTurns clockwise quarter turns, from 0 to 3
 */
public record Orientation(boolean mirrored, int quarterTurns) {

    private static final Logger LOG = LoggerFactory.getLogger(Orientation.class);
    /** Stored as it is to be seen. */
    public static final Orientation UPRIGHT = new Orientation(false, 0);

    /** Reads the orientation from the bytes of an image file. */
    static Orientation of(String name, InputStream in) throws IOException {
        try {
            return of(name, ImageMetadataReader.readMetadata(in));
        } catch (ImageProcessingException e) {
            LOG.debug("{}: no readable metadata, taken to be upright", name, e);
            return UPRIGHT;
        }
    }

    /** Reads the orientation from EXIF as it stands in a PNG: a TIFF without an image. */
    static Orientation ofExif(String name, byte[] exif) {
        Metadata metadata = new Metadata();
        new ExifReader().extract(new ByteArrayReader(exif), metadata);
        return of(name, metadata);
    }

    private static Orientation of(String name, Metadata metadata) {
        try {
            ExifIFD0Directory exif = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
            if (exif == null || !exif.containsTag(ExifIFD0Directory.TAG_ORIENTATION)) {
                return UPRIGHT;
            }
            return ofTag(exif.getInt(ExifIFD0Directory.TAG_ORIENTATION));
        } catch (MetadataException e) {
            LOG.debug("{}: no readable metadata, taken to be upright", name, e);
            return UPRIGHT;
        }
    }

    /** Of the value of the EXIF tag. */
    static Orientation ofTag(int tag) {
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

    /** Whether height and width of the upright image are width and height of the stored one. */
    boolean swapsSides() {
        return quarterTurns % 2 == 1;
    }

    /** Where a region of the upright image lies in the stored one. */
    Box stored(Box upright, int storedHeight, int storedWidth) {
        int bottom = upright.y() + upright.height() - 1;
        int right = upright.x() + upright.width() - 1;
        int one = source(upright.y(), upright.x(), storedHeight, storedWidth);
        int other = source(bottom, right, storedHeight, storedWidth);
        int top = Math.min(one / storedWidth, other / storedWidth);
        int left = Math.min(one % storedWidth, other % storedWidth);
        boolean swaps = swapsSides();
        return new Box(
                left, top, swaps ? upright.height() : upright.width(), swaps ? upright.width() : upright.height());
    }

    /** A mask as {@link #upright(Image)} turns its image. */
    Mask upright(Mask stored) {
        if (!mirrored && quarterTurns == 0) {
            return stored;
        }
        int height = swapsSides() ? stored.width() : stored.height();
        int width = swapsSides() ? stored.height() : stored.width();
        boolean[] values = stored.toArray();
        boolean[] turned = new boolean[values.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = values[source(i / width, i % width, stored.height(), stored.width())];
        }
        return Mask.of(height, width, turned);
    }

    /** The image as it is to be seen: mirrored, then turned. Its sides are swapped by one or three quarter turns. */
    public Image upright(Image stored) {
        // Not equals: Java 17 never unloads the class of a record of which it was called last.
        if (!mirrored && quarterTurns == 0) {
            return stored;
        }
        boolean swapped = swapsSides();
        int height = swapped ? stored.width() : stored.height();
        int width = swapped ? stored.height() : stored.width();
        float[] values = stored.toArray();
        float[] turned = new float[values.length];
        int at = 0;
        for (int c = 0; c < stored.channels(); c++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    turned[at++] = values[c * height * width + source(y, x, stored.height(), stored.width())];
                }
            }
        }
        return Image.of(stored.id(), stored.channels(), height, width, turned);
    }

    /** Index within a stored plane of the pixel that is upright at ({@code y}, {@code x}). */
    private int source(int y, int x, int storedHeight, int storedWidth) {
        int row =
                switch (quarterTurns) {
                    case 1 -> storedHeight - 1 - x;
                    case 2 -> storedHeight - 1 - y;
                    case 3 -> x;
                    default -> y;
                };
        int column =
                switch (quarterTurns) {
                    case 1 -> y;
                    case 2 -> storedWidth - 1 - x;
                    case 3 -> storedWidth - 1 - y;
                    default -> x;
                };
        return row * storedWidth + (mirrored ? storedWidth - 1 - column : column);
    }
}
