package io.xvad.data.image;

import io.xvad.core.Image;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Samples of a decoded image as floats; no colour conversion where the image is grey or RGB already. */
final class Pixels {

    private Pixels() {}

    static Image toImage(String id, BufferedImage image) {
        int space = image.getColorModel().getColorSpace().getType();
        if (image.getColorModel() instanceof ComponentColorModel) {
            if (space == ColorSpace.TYPE_GRAY) {
                return components(id, image, 1);
            }
            if (space == ColorSpace.TYPE_RGB) {
                return components(id, image, 3);
            }
        }
        return packed(id, image, isGreyPalette(image.getColorModel()) ? 1 : 3);
    }

    private static Image components(String id, BufferedImage image, int channels) {
        Raster raster = image.getRaster();
        int width = raster.getWidth();
        int height = raster.getHeight();
        float[] values = new float[channels * width * height];
        float[] row = new float[width];
        int at = 0;
        for (int c = 0; c < channels; c++) {
            float scale = 1f / largest(image, c);
            for (int y = 0; y < height; y++) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, c, row);
                for (float sample : row) {
                    values[at++] = sample * scale;
                }
            }
        }
        return Image.of(id, channels, height, width, values);
    }

    private static float largest(BufferedImage image, int band) {
        int type = image.getRaster().getDataBuffer().getDataType();
        if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
            return 1;
        }
        return (float) (Math.pow(2, image.getColorModel().getComponentSize(band)) - 1);
    }

    private static Image packed(String id, BufferedImage image, int channels) {
        int width = image.getWidth();
        int height = image.getHeight();
        int plane = width * height;
        float[] values = new float[channels * plane];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    values[c * plane + y * width + x] = (row[x] >> (16 - 8 * c) & 0xff) / 255f;
                }
            }
        }
        return Image.of(id, channels, height, width, values);
    }

    private static boolean isGreyPalette(ColorModel model) {
        if (!(model instanceof IndexColorModel palette)) {
            return false;
        }
        for (int i = 0; i < palette.getMapSize(); i++) {
            if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
                return false;
            }
        }
        return true;
    }
}
