package io.xvad.data.map;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BandedSampleModel;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferFloat;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Vector;
import org.jspecify.annotations.Nullable;

/**
 * An image of one float32 sample a pixel whose rows are made when an encoder asks for them.
 *
 * @param rows makes them
 */
record FloatRows(int height, int width, Rows rows) implements RenderedImage {

    /** Rows of an encoder's strip. */
    private static final int STRIP = 16;

    /** Makes rows. */
    @FunctionalInterface
    interface Rows {
        /** The values of {@code count} rows from row {@code top} on, row-major; the array is the caller's. */
        float[] values(int top, int count);
    }

    @Override
    public Raster getData(Rectangle area) {
        float[] values = rows.values(area.y, area.height);
        SampleModel samples = new BandedSampleModel(DataBuffer.TYPE_FLOAT, width, area.height, 1);
        Raster whole = Raster.createRaster(samples, new DataBufferFloat(values, values.length), new Point(0, area.y));
        return whole.createChild(area.x, area.y, area.width, area.height, area.x, area.y, null);
    }

    @Override
    public Raster getData() {
        return getData(new Rectangle(0, 0, width, height));
    }

    @Override
    public Raster getTile(int tileX, int tileY) {
        return getData(new Rectangle(0, tileY * STRIP, width, Math.min(STRIP, height - tileY * STRIP)));
    }

    @Override
    public WritableRaster copyData(@Nullable WritableRaster raster) {
        if (raster == null) {
            throw new UnsupportedOperationException("the rows are never whole in memory");
        }
        raster.setRect(getData(raster.getBounds()));
        return raster;
    }

    @Override
    public ColorModel getColorModel() {
        return new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false, Transparency.OPAQUE, DataBuffer.TYPE_FLOAT);
    }

    @Override
    public SampleModel getSampleModel() {
        return new BandedSampleModel(DataBuffer.TYPE_FLOAT, width, STRIP, 1);
    }

    @Override
    public int getWidth() {
        return width;
    }

    @Override
    public int getHeight() {
        return height;
    }

    @Override
    public int getMinX() {
        return 0;
    }

    @Override
    public int getMinY() {
        return 0;
    }

    @Override
    public int getNumXTiles() {
        return 1;
    }

    @Override
    public int getNumYTiles() {
        return (height + STRIP - 1) / STRIP;
    }

    @Override
    public int getMinTileX() {
        return 0;
    }

    @Override
    public int getMinTileY() {
        return 0;
    }

    @Override
    public int getTileWidth() {
        return width;
    }

    @Override
    public int getTileHeight() {
        return STRIP;
    }

    @Override
    public int getTileGridXOffset() {
        return 0;
    }

    @Override
    public int getTileGridYOffset() {
        return 0;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // so says the interface
    public @Nullable Vector<RenderedImage> getSources() {
        return null;
    }

    @Override
    public Object getProperty(String name) {
        return java.awt.Image.UndefinedProperty;
    }

    @Override
    public String @Nullable [] getPropertyNames() {
        return null;
    }
}
