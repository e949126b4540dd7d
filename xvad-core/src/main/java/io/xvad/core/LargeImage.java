package io.xvad.core;

/**
 * An image that is read region by region when it is needed, because it may be too large to be held whole. A detector that sees tiles ({@link
 * Tiling}) scores it in bounded memory; any other asks for all of it. Implementations are immutable and thread-safe.
 */
public non-sealed interface LargeImage extends Sample {

    /**
     * Reads a region.
     *
     * @return an image of the box's size under this id; its pixels are those that the whole image has there
     * @throws IllegalArgumentException if the box does not lie inside the image
     * @throws XvadDataException if it cannot be read
     */
    Image read(Box box);

    /** Whether anything of a region is to be seen; not where all of it is ignored, so that it need not be read. */
    default boolean sees(Box box) {
        return true;
    }

    /**
     * A look at all of it: every so many pixels of every so many rows.
     *
     * @param factor how many, at least 1
     * @return an image whose sides are those of this one divided by the factor, rounded up
     * @throws XvadDataException if it cannot be read
     */
    Image overview(int factor);

    @Override
    default SampleKind kind() {
        return SampleKind.IMAGE;
    }

    /**
     * Reads all of it.
     *
     * @throws XvadDataException if it cannot be read, or is too large to be held whole
     */
    @Override
    Image requireImage();

    /** An image in memory, whose regions are cut out of it. */
    static LargeImage of(Image image) {
        return new ImageInMemory(image);
    }
}
