package io.xvad.detectors.textures;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * The two nearest of random points, for each pixel of a square.
 *
 * @param first distance to the nearest, in pixels
 * @param second distance to the next
 * @param heights of the nearest point, drawn at random
 */
record Cells(double[] first, double[] second, double[] heights) {

    /** Eight to some three hundred points. */
    static Cells drawn(int size, UniformRandomProvider random) {
        int points = (int) Math.pow(2, 3 + 5.5 * random.nextDouble());
        double[] ys = random.doubles(points, -0.1 * size, 1.1 * size).toArray();
        double[] xs = random.doubles(points, -0.1 * size, 1.1 * size).toArray();
        double[] own = random.doubles(points).toArray();
        Cells cells = new Cells(new double[size * size], new double[size * size], new double[size * size]);
        for (int i = 0; i < size * size; i++) {
            cells.measure(i, i / size, i % size, ys, xs, own);
        }
        return cells;
    }

    private void measure(int pixel, int y, int x, double[] ys, double[] xs, double[] own) {
        double nearest = Double.MAX_VALUE;
        double next = Double.MAX_VALUE;
        int point = 0;
        for (int p = 0; p < ys.length; p++) {
            double squared = (y - ys[p]) * (y - ys[p]) + (x - xs[p]) * (x - xs[p]);
            if (squared < nearest) {
                next = nearest;
                nearest = squared;
                point = p;
            } else if (squared < next) {
                next = squared;
            }
        }
        first[pixel] = Math.sqrt(nearest);
        second[pixel] = Math.sqrt(next);
        heights[pixel] = own[point];
    }

    double nearest(int pixel) {
        return first[pixel];
    }

    double gap(int pixel) {
        return second[pixel] - first[pixel];
    }

    double height(int pixel) {
        return heights[pixel];
    }
}
