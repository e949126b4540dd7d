package io.xvad.explainers.difference;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.data.preprocess.Resize;
import io.xvad.explainers.restoration.Restoration;

/**
 * An image and its normal version around the region that was restored, at the scale at which they are compared.
 *
 * @param box the part of the image that is compared, in pixels of the image
 * @param height rows at the scale of comparison
 * @param width columns at that scale; the longer side has at most 256 pixels
 * @param image L*, a* and b* of the image, each {@code height * width} values, row-major
 * @param normal the same of the normal version
 * @param region which of these pixels were restored
 */
record Pair(Box box, int height, int width, float[][] image, float[][] normal, boolean[] region) {

    private static final int LONGEST = 256;
    private static final int LEAST_MARGIN = 24;
    private static final double MARGIN = 0.35;

    static Pair of(Restoration restoration) {
        Image image = restoration.image();
        Box box = around(restoration.region());
        double scale = Math.min(1, LONGEST / (double) Math.max(box.height(), box.width()));
        int height = (int) Math.max(1, Math.round(scale * box.height()));
        int width = (int) Math.max(1, Math.round(scale * box.width()));
        return new Pair(
                box,
                height,
                width,
                CieLab.of(Resize.image(image.crop(box), height, width)),
                CieLab.of(Resize.image(restoration.normal().crop(box), height, width)),
                region(restoration.region(), box, height, width));
    }

    /** The box around a region, with a margin; the whole image if the region is empty. */
    private static Box around(Mask region) {
        return region.box()
                .map(box -> withMargin(box, region.height(), region.width()))
                .orElseGet(() -> new Box(0, 0, region.width(), region.height()));
    }

    private static Box withMargin(Box box, int height, int width) {
        int margin = (int) Math.max(LEAST_MARGIN, MARGIN * Math.max(box.height(), box.width()));
        int y = Math.max(0, box.y() - margin);
        int x = Math.max(0, box.x() - margin);
        return new Box(
                x,
                y,
                Math.min(width, box.x() + box.width() + margin) - x,
                Math.min(height, box.y() + box.height() + margin) - y);
    }

    private static boolean[] region(Mask region, Box box, int height, int width) {
        boolean[] inside = new boolean[height * width];
        for (int i = 0; i < inside.length; i++) {
            int y = box.y() + (int) ((i / width + 0.5) * box.height() / height);
            int x = box.x() + (int) ((i % width + 0.5) * box.width() / width);
            inside[i] = region.at(y, x);
        }
        return inside;
    }

    int size() {
        return height * width;
    }

    /** How many pixels of the image a pixel is wide. */
    double pixelWidth() {
        return box.width() / (double) width;
    }

    /** The colour difference at a pixel: CIE 1976 ΔE*ab divided by 100. */
    double colourDifference(int at) {
        double lightness = image[0][at] - normal[0][at];
        double a = image[1][at] - normal[1][at];
        double b = image[2][at] - normal[2][at];
        return Math.sqrt(lightness * lightness + a * a + b * b);
    }

    /** A mask of these pixels, as one of an image of that geometry. */
    Mask inImage(boolean[] pixels, int imageHeight, int imageWidth) {
        boolean[] out = new boolean[imageHeight * imageWidth];
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            int row = Math.min(height - 1, (int) ((y - box.y() + 0.5) * height / box.height()));
            for (int x = box.x(); x < box.x() + box.width(); x++) {
                int column = Math.min(width - 1, (int) ((x - box.x() + 0.5) * width / box.width()));
                out[y * imageWidth + x] = pixels[row * width + column];
            }
        }
        return Mask.of(imageHeight, imageWidth, out);
    }
}
