package io.xvad.data.image;

import io.xvad.core.Image;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.OptionalDouble;

/** Samples of a decoded image as floats; no colour conversion where the image is grey or RGB already. */
final class Pixels {

    private Pixels() {}

    /** The image that AWT holds. */
    static Image toImage(String id, BufferedImage image, WhiteLevel white, OptionalDouble declared) {
        ColorModel model = image.getColorModel();
        int space = model.getColorSpace().getType();
        if (model instanceof ComponentColorModel && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB)) {
            SampleType type = SampleType.of(image.getRaster(), model.getComponentSize(0));
            return toImage(id, image.getRaster(), space == ColorSpace.TYPE_GRAY ? 1 : 3, type, white, declared);
        }
        return packed(id, image, isGreyPalette(model) ? 1 : 3);
    }

    /** The first bands of a raster: grey, or red, green and blue. */
    static Image toImage(
            String id, Raster raster, int channels, SampleType type, WhiteLevel white, OptionalDouble declared) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        float[] values = new float[channels * width * height];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < height; y++) {
                type.row(raster, y, c, values, (c * height + y) * width);
            }
        }
        if (type.deep()) {
            white.scale(id, values, type, declared);
        } else {
            float scale = (float) (1 / type.fullScale());
            for (int i = 0; i < values.length; i++) {
                values[i] *= scale;
            }
        }
        return Image.of(id, channels, height, width, values);
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
