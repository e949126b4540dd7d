package io.xvad.explainers.difference;

import io.xvad.data.preprocess.GaussianBlur;

/**
 * How the direction of edges changes, from local structure tensors (Bigun and Granlund 1987).
 *
 * @param change share of the gradient's energy that turned to another direction, in [0, 1]
 * @param degrees mean angle between the edges of the image and those of the normal version, in [0, 90], weighted by how clear their directions are
 */
record Orientation(double change, double degrees) {

    private static final double WINDOW = 5;

    static Orientation of(Pair pair, boolean[] pixels) {
        double[][] image = tensors(pair.image()[0], pixels, pair.height(), pair.width());
        double[][] normal = tensors(pair.normal()[0], pixels, pair.height(), pair.width());
        double turned = 0;
        double energy = 0;
        double angles = 0;
        double weights = 0;
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i] && image[2][i] > 1e-7 && normal[2][i] > 1e-7) {
                double weight = Math.sqrt(image[2][i] * normal[2][i]);
                double ix = image[0][i] / image[2][i];
                double iy = image[1][i] / image[2][i];
                double nx = normal[0][i] / normal[2][i];
                double ny = normal[1][i] / normal[2][i];
                turned += weight * Math.hypot(ix - nx, iy - ny) / 2;
                energy += weight;
                double clear = weight * Math.hypot(ix, iy) * Math.hypot(nx, ny);
                angles += clear * Math.abs(Math.atan2(ix * ny - iy * nx, ix * nx + iy * ny)) / 2;
                weights += clear;
            }
        }
        return new Orientation(
                energy == 0 ? 0 : Math.min(1, turned / energy), weights == 0 ? 0 : Math.toDegrees(angles / weights));
    }

    /** In windows around each pixel: xx - yy, 2 xy and xx + yy of the gradient between pixels of the set. */
    private static double[][] tensors(float[] plane, boolean[] pixels, int height, int width) {
        float[][] sums = new float[3][plane.length];
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int at = y * width + x;
                if (pixels[at]) {
                    float gx = (plane[at + 1] - plane[at - 1]) / 2;
                    float gy = (plane[at + width] - plane[at - width]) / 2;
                    sums[0][at] = gx * gx - gy * gy;
                    sums[1][at] = 2 * gx * gy;
                    sums[2][at] = gx * gx + gy * gy;
                }
            }
        }
        double[][] windows = new double[3][plane.length];
        for (int k = 0; k < 3; k++) {
            float[] smooth = new GaussianBlur(WINDOW).apply(sums[k], height, width);
            for (int i = 0; i < smooth.length; i++) {
                windows[k][i] = smooth[i];
            }
        }
        return windows;
    }
}
