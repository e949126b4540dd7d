package io.xvad.explainers.difference;

import io.xvad.data.preprocess.GaussianBlur;
import io.xvad.data.preprocess.Resize;

/**
 * Where each pixel of an image lies in its normal version: dense registration by least squares in Gaussian windows, from coarse to fine
 * (Lucas and Kanade 1981; pyramids as Bouguet 2001).
 *
 * @param right columns that the content moved to the right, from the normal version to the image
 * @param down rows that it moved down
 */
record Registration(float[] right, float[] down) {

    private static final int LEVELS = 4;
    private static final int SMALLEST = 12;
    private static final int STEPS = 4;
    private static final double WINDOW = 3;
    private static final double REGULARISATION = 1e-4;
    private static final float MOST = 2;

    /** Registers lightness with lightness, less what differs throughout the pixels that differ. */
    static Registration of(Pair pair, boolean[] pixels) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i]) {
                sum += pair.image()[0][i] - pair.normal()[0][i];
                count++;
            }
        }
        float[] image = pair.image()[0].clone();
        for (int i = 0; i < pixels.length && count > 0; i++) {
            image[i] -= pixels[i] ? (float) (sum / count) : 0;
        }
        return level(image, pair.normal()[0], pair.height(), pair.width(), LEVELS - 1);
    }

    private static Registration level(float[] image, float[] normal, int height, int width, int coarser) {
        Registration start = new Registration(new float[image.length], new float[image.length]);
        if (coarser > 0 && Math.min(height, width) >= 2 * SMALLEST) {
            int halfHeight = height / 2;
            int halfWidth = width / 2;
            Registration half = level(
                    Resize.plane(image, height, width, halfHeight, halfWidth, true),
                    Resize.plane(normal, height, width, halfHeight, halfWidth, true),
                    halfHeight,
                    halfWidth,
                    coarser - 1);
            start = new Registration(
                    enlarged(half.right, halfHeight, halfWidth, height, width, width / (float) halfWidth),
                    enlarged(half.down, halfHeight, halfWidth, height, width, height / (float) halfHeight));
        }
        Registration refined = start;
        for (int step = 0; step < STEPS; step++) {
            refined = refined.step(image, normal, height, width);
        }
        return refined;
    }

    private static float[] enlarged(float[] plane, int height, int width, int newHeight, int newWidth, float factor) {
        float[] enlarged = Resize.plane(plane, height, width, newHeight, newWidth, false);
        for (int i = 0; i < enlarged.length; i++) {
            enlarged[i] *= factor;
        }
        return enlarged;
    }

    private Registration step(float[] image, float[] normal, int height, int width) {
        float[] moved = moved(normal, height, width);
        float[][] sums = new float[5][image.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                float gx = (at(moved, height, width, y, x + 1) - at(moved, height, width, y, x - 1)) / 2;
                float gy = (at(moved, height, width, y + 1, x) - at(moved, height, width, y - 1, x)) / 2;
                float change = image[at] - moved[at];
                sums[0][at] = gx * gx;
                sums[1][at] = gx * gy;
                sums[2][at] = gy * gy;
                sums[3][at] = gx * change;
                sums[4][at] = gy * change;
            }
        }
        GaussianBlur window = new GaussianBlur(WINDOW);
        for (int k = 0; k < sums.length; k++) {
            sums[k] = window.apply(sums[k], height, width);
        }
        float[] newRight = right.clone();
        float[] newDown = down.clone();
        for (int i = 0; i < image.length; i++) {
            double xx = sums[0][i] + REGULARISATION;
            double yy = sums[2][i] + REGULARISATION;
            double determinant = xx * yy - sums[1][i] * sums[1][i];
            newRight[i] -= bounded((yy * sums[3][i] - sums[1][i] * sums[4][i]) / determinant);
            newDown[i] -= bounded((xx * sums[4][i] - sums[1][i] * sums[3][i]) / determinant);
        }
        GaussianBlur smooth = new GaussianBlur(1);
        return new Registration(smooth.apply(newRight, height, width), smooth.apply(newDown, height, width));
    }

    private static float bounded(double step) {
        return (float) Math.max(-MOST, Math.min(MOST, step));
    }

    /** A plane of the normal version, moved to where its content lies in the image. */
    float[] moved(float[] plane, int height, int width) {
        float[] moved = new float[plane.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                moved[at] = between(plane, height, width, y - down[at], x - right[at]);
            }
        }
        return moved;
    }

    private static float between(float[] plane, int height, int width, float y, float x) {
        int top = (int) Math.floor(y);
        int left = (int) Math.floor(x);
        float lower = y - top;
        float further = x - left;
        float above =
                at(plane, height, width, top, left) * (1 - further) + at(plane, height, width, top, left + 1) * further;
        float below = at(plane, height, width, top + 1, left) * (1 - further)
                + at(plane, height, width, top + 1, left + 1) * further;
        return above * (1 - lower) + below * lower;
    }

    private static float at(float[] plane, int height, int width, int y, int x) {
        return plane[Math.max(0, Math.min(height - 1, y)) * width + Math.max(0, Math.min(width - 1, x))];
    }
}
