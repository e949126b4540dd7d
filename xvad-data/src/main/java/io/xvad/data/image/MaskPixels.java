package io.xvad.data.image;

import io.xvad.core.Image;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * Which pixels of a decoded mask are anomalous, whatever kind of image a tool has written it as.
 *
 * @param values the highest colour sample of each pixel, or its palette index, row-major
 * @param opaque whether each pixel can be seen
 * @param limit a pixel is anomalous above it
 */
record MaskPixels(float[] values, boolean[] opaque, float limit) {

    /** Numbers of classes go up to this; a mask with higher values holds shades. */
    private static final float HIGHEST_CLASS = 63;

    /** What lossy compression leaves of a black image, of 255. */
    private static final float NOISE = 32;

    /** A palette that is a scale of greys is one of classes only if no more of it is used. */
    private static final int FEW = 16;

    /** 1 where a pixel is anomalous, else 0. */
    static Image toImage(String id, BufferedImage image, boolean lossy) {
        MaskPixels pixels =
                image.getColorModel() instanceof IndexColorModel palette ? indexed(image, palette) : of(image, lossy);
        return Image.of(id, 1, image.getHeight(), image.getWidth(), pixels.marked());
    }

    private static MaskPixels indexed(BufferedImage image, IndexColorModel palette) {
        float[] indices = highest(image.getRaster(), 1);
        boolean[] opaque = new boolean[indices.length];
        boolean[] used = new boolean[palette.getMapSize()];
        for (int i = 0; i < indices.length; i++) {
            int index = Math.min((int) indices[i], used.length - 1);
            used[index] = true;
            opaque[i] = palette.getAlpha(index) > 0;
        }
        boolean shades = isScaleOfGreys(palette) && count(used) > FEW;
        return new MaskPixels(indices, visible(opaque), shades ? max(indices) / 2 : 0);
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

    private static MaskPixels of(BufferedImage image, boolean lossy) {
        Raster raster = image.getRaster();
        boolean alpha = image.getColorModel().hasAlpha() && raster.getNumBands() > 1;
        int colours = raster.getNumBands() - (alpha ? 1 : 0);
        float[] values = highest(raster, colours);
        boolean[] opaque = new boolean[values.length];
        if (alpha) {
            float[] alphas = raster.getSamples(
                    raster.getMinX(),
                    raster.getMinY(),
                    raster.getWidth(),
                    raster.getHeight(),
                    colours,
                    new float[values.length]);
            float half = max(alphas) / 2;
            for (int i = 0; i < opaque.length; i++) {
                opaque[i] = alphas[i] > half;
            }
        }
        boolean[] visible = visible(opaque);
        boolean classes = !lossy && ClassColours.are(raster, colours);
        return new MaskPixels(values, visible, classes ? 0 : limit(values, visible, lossy));
    }

    /** Where nothing is opaque, alpha says nothing. */
    private static boolean[] visible(boolean[] opaque) {
        if (count(opaque) == 0) {
            Arrays.fill(opaque, true);
        }
        return opaque;
    }

    private static float limit(float[] values, boolean[] opaque, boolean lossy) {
        float highest = 0;
        boolean whole = true;
        for (int i = 0; i < values.length; i++) {
            if (opaque[i]) {
                highest = Math.max(highest, values[i]);
                whole &= values[i] == Math.rint(values[i]);
            }
        }
        if (highest == 0 && count(opaque) < opaque.length) {
            return -1;
        }
        if (lossy) {
            return Math.max(highest / 2, NOISE);
        }
        return whole && highest <= HIGHEST_CLASS ? 0 : highest / 2;
    }

    private static float[] highest(Raster raster, int bands) {
        int width = raster.getWidth();
        float[] highest = new float[width * raster.getHeight()];
        float[] row = new float[width];
        for (int band = 0; band < bands; band++) {
            for (int y = 0; y < raster.getHeight(); y++) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, band, row);
                for (int x = 0; x < width; x++) {
                    highest[y * width + x] = Math.max(highest[y * width + x], row[x]);
                }
            }
        }
        return highest;
    }

    private static float max(float[] values) {
        float max = 0;
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    private static int count(boolean[] flags) {
        int count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        return count;
    }

    private float[] marked() {
        float[] marked = new float[values.length];
        for (int i = 0; i < marked.length; i++) {
            marked[i] = opaque[i] && values[i] > limit ? 1 : 0;
        }
        return marked;
    }
}
