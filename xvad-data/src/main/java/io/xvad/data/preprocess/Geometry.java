package io.xvad.data.preprocess;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Image;
import java.util.Arrays;

/**
 * How images of any size become images of one size, and how maps go back. Immutable and thread-safe.
 *
 * @param shorterSide side to which the shorter side is resized before the middle is cut out; 0 to resize the whole
 *     image to the square, whatever its shape
 * @param size side of the resulting square
 */
public record Geometry(int shorterSide, int size) {

    public Geometry {
        if (size < 1 || shorterSide != 0 && shorterSide < size) {
            throw new IllegalArgumentException(
                    "size must be at least 1 and the shorter side 0 or at least the size, got " + size + " and "
                            + shorterSide);
        }
    }

    /** The whole image, resized to a square. */
    public static Geometry exact(int size) {
        return new Geometry(0, size);
    }

    /** The middle of the image: torchvision's {@code Resize(shorterSide)} and {@code CenterCrop(size)}. */
    public static Geometry centre(int shorterSide, int size) {
        return new Geometry(shorterSide, size);
    }

    /** Turns an image into the square one that a network sees. */
    public Image apply(Image image) {
        return shorterSide == 0
                ? Resize.image(image, size, size)
                : CenterCrop.image(Resize.shorterSide(image, shorterSide), size, size);
    }

    /**
     * Brings a square map back to the geometry of the image. Outside of a cut-out middle nothing is known: those
     * pixels get the lowest value of the map.
     *
     * @param map row-major, of any square size
     */
    public AnomalyMap restore(float[] map, int height, int width) {
        int side = (int) Math.round(Math.sqrt(map.length));
        if (shorterSide == 0) {
            return AnomalyMap.owning(height, width, Resize.plane(map, side, side, height, width, true));
        }
        Box box = visible(height, width);
        int shown = box.width();
        float[] middle = Resize.plane(map, side, side, shown, shown, true);
        float[] out = new float[height * width];
        Arrays.fill(out, lowest(map));
        for (int y = 0; y < shown; y++) {
            System.arraycopy(middle, y * shown, out, (box.y() + y) * width + box.x(), shown);
        }
        return AnomalyMap.owning(height, width, out);
    }

    /** The part of an image of this size that is seen. */
    public Box visible(int height, int width) {
        if (shorterSide == 0) {
            return new Box(0, 0, width, height);
        }
        double scale = Math.min(height, width) / (double) shorterSide;
        int shown = Math.max(1, Math.min(Math.min(height, width), (int) Math.round(size * scale)));
        return CenterCrop.box(height, width, shown, shown);
    }

    private static float lowest(float[] map) {
        float lowest = map[0];
        for (float value : map) {
            lowest = Math.min(lowest, value);
        }
        return lowest;
    }
}
