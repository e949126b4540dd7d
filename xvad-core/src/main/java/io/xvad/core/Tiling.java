package io.xvad.core;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an image is divided into tiles that a detector sees one at a time, so that what is small in a large image is not lost when the
 * detector reduces it to its input size. Tiles lie at even distances from border to border; of a side that is no longer than a tile there is one.
 *
 * @param size height and width of a tile in pixels, at least 16
 * @param overlap pixels that neighbours share at least, from 0 to half a tile
 * @param memory what is learned together
 */
public record Tiling(int size, int overlap, Memory memory) {

    /** What is learned together. */
    public enum Memory {
        /** What is normal in one tile is normal in all: a surface. */
        SHARED,
        /** Each tile has a memory of its own, for a part that lies alike in every image; all images have one size. */
        POSITION
    }

    private static final int SMALLEST = 16;
    private static final int USUAL_SHARE = 8;
    private static final Pattern NAMED = Pattern.compile("(.*)#(\\d{1,9}),(\\d{1,9})", Pattern.DOTALL);

    public Tiling {
        if (size < SMALLEST) {
            throw new IllegalArgumentException("a tile must have at least " + SMALLEST + " pixels a side, got " + size);
        }
        if (overlap < 0 || overlap > size / 2) {
            throw new IllegalArgumentException(
                    "tiles of " + size + " pixels may overlap by 0 to " + size / 2 + ", got " + overlap);
        }
    }

    /** Tiles with one memory for all. */
    public Tiling(int size, int overlap) {
        this(size, overlap, Memory.SHARED);
    }

    /** The same tiles with another memory. */
    public Tiling withMemory(Memory other) {
        return new Tiling(size, overlap, other);
    }

    /** Tiles of this size that overlap by an eighth of it, with one memory for all. */
    public static Tiling of(int size) {
        return new Tiling(size, size / USUAL_SHARE);
    }

    /**
     * A part of an image.
     *
     * @param sampleId id of the image
     * @param y row of its first pixel in the image
     * @param x column of its first pixel in the image
     */
    public record Place(String sampleId, int y, int x) {}

    /** The tiles of an image, row by row. */
    public List<Box> boxes(int height, int width) {
        int[] tops = starts(height);
        int[] lefts = starts(width);
        List<Box> boxes = new ArrayList<>(tops.length * lefts.length);
        for (int top : tops) {
            for (int left : lefts) {
                boxes.add(new Box(left, top, Math.min(size, width), Math.min(size, height)));
            }
        }
        return boxes;
    }

    /** The tile in which a place of an image lies farthest from an edge. */
    public Box around(int height, int width, int y, int x) {
        Box best = new Box(0, 0, width, height);
        long nearest = Long.MAX_VALUE;
        for (Box tile : boxes(height, width)) {
            long fromCentre = Math.max(
                    Math.abs(2L * (y - tile.y()) - tile.height() + 1),
                    Math.abs(2L * (x - tile.x()) - tile.width() + 1));
            if (fromCentre < nearest) {
                nearest = fromCentre;
                best = tile;
            }
        }
        return best;
    }

    /** Where tiles begin along a side. */
    public int[] starts(int length) {
        if (length <= size) {
            return new int[] {0};
        }
        int stride = size - overlap;
        int count = (length - overlap + stride - 1) / stride;
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = (int) ((long) i * (length - size) / (count - 1));
        }
        return starts;
    }

    /** The sample id of a tile: that of its image, and the tile's corner; {@link #placeOf} reads it. */
    public static String nameOf(String sampleId, Box tile) {
        return sampleId + "#" + tile.x() + "," + tile.y();
    }

    /** The place that {@link #nameOf} named; another name is that of a whole image. */
    public static Place placeOf(String name) {
        Matcher named = NAMED.matcher(name);
        return named.matches()
                ? new Place(named.group(1), Integer.parseInt(named.group(3)), Integer.parseInt(named.group(2)))
                : new Place(name, 0, 0);
    }
}
