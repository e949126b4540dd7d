package io.xvad.explainers.perturbation;

import io.xvad.core.Image;
import io.xvad.core.option.OptionSpec;
import java.util.Arrays;

/**
 * SLIC superpixels (Achanta et al., 2012, "SLIC Superpixels Compared to State-of-the-Art Superpixel Methods", section 3): k-means
 * over position and colour, each centre looking at its surroundings only. Colours are compared as they are, not in CIELAB.
 * Unconnected parts of a superpixel stay with it.
 *
 * @param labels index of its superpixel for each pixel, row-major, from 0
 * @param count number of superpixels
 */
public record Superpixels(int[] labels, int count) {

    /** How many; an option of every explainer that works on superpixels. */
    static final OptionSpec<Integer> SUPERPIXELS =
            OptionSpec.integer("superpixels", 50, 2, 10_000, "Superpixels the image is cut into, about");

    private static final double COMPACTNESS = 0.15;
    private static final int ITERATIONS = 10;

    /** Cuts an image into about {@code wanted} superpixels; never more than pixels. */
    public static Superpixels of(Image image, int wanted) {
        return new Clustering(image, wanted).run();
    }

    /** Sizes of the superpixels in pixels. */
    public int[] sizes() {
        int[] sizes = new int[count];
        for (int label : labels) {
            sizes[label]++;
        }
        return sizes;
    }

    /** A plane in which each pixel has its superpixel's value, divided among its pixels, so that the sum is kept. */
    public float[] spread(double[] values) {
        int[] sizes = sizes();
        float[] plane = new float[labels.length];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = (float) (values[labels[i]] / sizes[labels[i]]);
        }
        return plane;
    }

    /** A mask that shows some superpixels only. */
    float[] mask(boolean[] shown) {
        float[] mask = new float[labels.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = shown[labels[i]] ? 1 : 0;
        }
        return mask;
    }

    private static final class Clustering {
        private final int height;
        private final int width;
        private final int channels;
        private final float[] values;
        private final double step;
        private final double[][] centres;
        private final int[] labels;

        Clustering(Image image, int wanted) {
            height = image.height();
            width = image.width();
            channels = image.channels();
            values = image.toArray();
            step = Math.max(1, Math.sqrt(height * (double) width / wanted));
            int rows = Math.max(1, (int) Math.round(height / step));
            int columns = Math.max(1, (int) Math.round(width / step));
            centres = new double[rows * columns][];
            labels = new int[height * width];
            for (int i = 0; i < centres.length; i++) {
                int y = (int) ((i / columns + 0.5) * height / rows);
                int x = (int) ((i % columns + 0.5) * width / columns);
                centres[i] = point(y, x);
            }
        }

        private double[] point(int y, int x) {
            double[] point = new double[2 + channels];
            point[0] = y;
            point[1] = x;
            for (int c = 0; c < channels; c++) {
                point[2 + c] = values[(c * height + y) * width + x];
            }
            return point;
        }

        Superpixels run() {
            for (int iteration = 0; iteration < ITERATIONS; iteration++) {
                assign();
                move();
            }
            int[] numbers = new int[centres.length];
            Arrays.fill(numbers, -1);
            int count = 0;
            for (int i = 0; i < labels.length; i++) {
                if (numbers[labels[i]] < 0) {
                    numbers[labels[i]] = count++;
                }
                labels[i] = numbers[labels[i]];
            }
            return new Superpixels(labels, count);
        }

        private void assign() {
            double[] nearest = new double[labels.length];
            Arrays.fill(nearest, Double.POSITIVE_INFINITY);
            int reach = (int) Math.ceil(2 * step);
            for (int k = 0; k < centres.length; k++) {
                int cy = (int) centres[k][0];
                int cx = (int) centres[k][1];
                for (int y = Math.max(0, cy - reach); y <= Math.min(height - 1, cy + reach); y++) {
                    for (int x = Math.max(0, cx - reach); x <= Math.min(width - 1, cx + reach); x++) {
                        double distance = distance(centres[k], y, x);
                        if (distance < nearest[y * width + x]) {
                            nearest[y * width + x] = distance;
                            labels[y * width + x] = k;
                        }
                    }
                }
            }
        }

        private double distance(double[] centre, int y, int x) {
            double place = (centre[0] - y) * (centre[0] - y) + (centre[1] - x) * (centre[1] - x);
            double colour = 0;
            for (int c = 0; c < channels; c++) {
                double difference = centre[2 + c] - values[(c * height + y) * width + x];
                colour += difference * difference;
            }
            return colour / channels + place * COMPACTNESS * COMPACTNESS / (step * step);
        }

        private void move() {
            double[][] sums = new double[centres.length][2 + channels];
            int[] counts = new int[centres.length];
            for (int i = 0; i < labels.length; i++) {
                double[] point = point(i / width, i % width);
                counts[labels[i]]++;
                for (int d = 0; d < point.length; d++) {
                    sums[labels[i]][d] += point[d];
                }
            }
            for (int k = 0; k < centres.length; k++) {
                for (int d = 0; counts[k] > 0 && d < sums[k].length; d++) {
                    centres[k][d] = sums[k][d] / counts[k];
                }
            }
        }
    }
}
