package io.xvad.data.image;

import io.xvad.core.Mask;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Optional;

/**
 * Which pixels of a decoded mask are anomalous, whatever kind of image a tool has written it as. Looks at one row at a time, so that a large
 * mask needs no more than its samples.
 */
final class MaskPixels {

    /** Numbers of classes go up to this; a mask with higher values holds shades. */
    private static final float HIGHEST_CLASS = 63;

    /** What lossy compression leaves of a black image, of 255. */
    private static final float NOISE = 32;

    /** A palette that is a scale of greys is one of classes only if no more of it is used. */
    private static final int FEW = 16;

    private final Raster raster;
    private final Optional<IndexColorModel> palette;
    private final int colours;
    private final boolean alpha;
    private final float opaqueAbove;
    private final boolean anyOpaque;
    private float limit;

    private MaskPixels(BufferedImage image) {
        this.raster = image.getRaster();
        this.palette = Optional.of(image.getColorModel())
                .filter(IndexColorModel.class::isInstance)
                .map(IndexColorModel.class::cast);
        this.alpha = palette.isEmpty() && image.getColorModel().hasAlpha() && raster.getNumBands() > 1;
        this.colours = palette.isPresent() ? 1 : raster.getNumBands() - (alpha ? 1 : 0);
        this.opaqueAbove = alpha ? highestAlpha() / 2 : 0;
        this.anyOpaque = anyOpaque();
    }

    /** The mask that an image is. */
    static MaskPixels of(BufferedImage image, boolean lossy) {
        MaskPixels pixels = new MaskPixels(image);
        pixels.limit =
                pixels.palette.isPresent() ? pixels.limitOfIndices(pixels.palette.get()) : pixels.limitOfColours(lossy);
        return pixels;
    }

    /** The anomalous pixels. */
    Mask marked() {
        boolean[] marked = new boolean[raster.getWidth() * raster.getHeight()];
        each((at, value, visible) -> marked[at] = visible && value > limit);
        return Mask.of(raster.getHeight(), raster.getWidth(), marked);
    }

    /** A pixel that is looked at. */
    @FunctionalInterface
    private interface Visitor {
        /**
         * Looks at a pixel.
         *
         * @param at row-major index
         * @param value the highest colour sample, or the palette index
         * @param visible whether it can be seen; where nothing is opaque, alpha says nothing
         */
        void pixel(int at, float value, boolean visible);
    }

    private void each(Visitor visitor) {
        float[] row = new float[raster.getNumBands() * raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
            for (int x = 0; x < raster.getWidth(); x++) {
                int first = x * raster.getNumBands();
                visitor.pixel(y * raster.getWidth() + x, value(row, first), !anyOpaque || isOpaque(row, first));
            }
        }
    }

    private float value(float[] row, int first) {
        float highest = row[first];
        for (int c = 1; c < colours; c++) {
            highest = Math.max(highest, row[first + c]);
        }
        return highest;
    }

    private boolean isOpaque(float[] row, int first) {
        if (palette.isPresent()) {
            return palette.get().getAlpha(index(row[first], palette.get())) > 0;
        }
        return !alpha || row[first + colours] > opaqueAbove;
    }

    private static int index(float value, IndexColorModel palette) {
        return Math.min((int) value, palette.getMapSize() - 1);
    }

    private float highestAlpha() {
        float[] row = new float[raster.getWidth()];
        float highest = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, colours, row);
            for (float value : row) {
                highest = Math.max(highest, value);
            }
        }
        return highest;
    }

    private boolean anyOpaque() {
        float[] row = new float[raster.getNumBands() * raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
            for (int first = 0; first < row.length; first += raster.getNumBands()) {
                if (isOpaque(row, first)) {
                    return true;
                }
            }
        }
        return false;
    }

    private float limitOfIndices(IndexColorModel indices) {
        boolean[] used = new boolean[indices.getMapSize()];
        float[] highest = {0};
        each((at, value, visible) -> {
            used[index(value, indices)] = true;
            highest[0] = Math.max(highest[0], value);
        });
        int count = 0;
        for (boolean one : used) {
            count += one ? 1 : 0;
        }
        return isScaleOfGreys(indices) && count > FEW ? highest[0] / 2 : 0;
    }

    private static boolean isScaleOfGreys(IndexColorModel palette) {
        for (int i = 0; i < palette.getMapSize(); i++) {
            boolean grey = palette.getRed(i) == palette.getGreen(i) && palette.getRed(i) == palette.getBlue(i);
            if (!grey || i > 0 && palette.getRed(i) <= palette.getRed(i - 1)) {
                return false;
            }
        }
        return true;
    }

    private float limitOfColours(boolean lossy) {
        if (!lossy && ClassColours.are(raster, colours)) {
            return 0;
        }
        Shades shades = new Shades();
        each(shades);
        return shades.limit(lossy);
    }

    /** What values there are where something can be seen. */
    private static final class Shades implements Visitor {

        private float highest;
        private boolean whole = true;
        private boolean allVisible = true;

        @Override
        public void pixel(int at, float value, boolean visible) {
            allVisible &= visible;
            if (visible) {
                highest = Math.max(highest, value);
                whole &= value == Math.rint(value);
            }
        }

        float limit(boolean lossy) {
            if (highest == 0 && !allVisible) {
                return -1;
            }
            if (lossy) {
                return Math.max(highest / 2, NOISE);
            }
            return whole && highest <= HIGHEST_CLASS ? 0 : highest / 2;
        }
    }
}
