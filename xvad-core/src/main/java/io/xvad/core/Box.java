package io.xvad.core;

/**
 * An axis-aligned rectangle of pixels: columns {@code x .. x + width - 1}, rows {@code y .. y + height - 1}.
 *
 * @param x leftmost column, at least 0
 * @param y topmost row, at least 0
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record Box(int x, int y, int width, int height) {

    public Box {
        if (x < 0 || y < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException("box needs x, y >= 0 and width, height >= 1, got x=" + x + " y=" + y
                    + " width=" + width + " height=" + height);
        }
    }

    /** Number of pixels. */
    public int area() {
        return Math.multiplyExact(width, height);
    }

    /** Number of pixels that lie in this box and in another. */
    public long common(Box other) {
        long across = Math.min((long) x + width, (long) other.x + other.width) - Math.max(x, other.x);
        long down = Math.min((long) y + height, (long) other.y + other.height) - Math.max(y, other.y);
        return Math.max(0, across) * Math.max(0, down);
    }

    /**
     * Refuses a box that leaves an image of the given size.
     *
     * @throws IllegalArgumentException if any pixel of this box lies outside
     */
    public void requireInside(int imageHeight, int imageWidth) {
        if (x + width > imageWidth || y + height > imageHeight) {
            throw new IllegalArgumentException(
                    this + " does not lie inside an image of height " + imageHeight + " and width " + imageWidth);
        }
    }

    /** A box of the given size centred on a pixel as far as the image's borders allow; it is cut to the image. */
    public static Box around(int centreY, int centreX, int size, int imageHeight, int imageWidth) {
        int height = Math.min(size, imageHeight);
        int width = Math.min(size, imageWidth);
        int y = Math.max(0, Math.min(imageHeight - height, centreY - height / 2));
        int x = Math.max(0, Math.min(imageWidth - width, centreX - width / 2));
        return new Box(x, y, width, height);
    }
}
