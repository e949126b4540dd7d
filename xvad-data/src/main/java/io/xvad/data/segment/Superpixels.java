package io.xvad.data.segment;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts an image into connected regions of about one colour and size, without a network: SLIC (Achanta, Shaji, Smith, Lucchi, Fua and Süsstrunk 2012, "SLIC Superpixels Compared to
 * State-of-the-Art Superpixel Methods", section 3): k-means over position and colour in CIELAB, each centre looking at its surroundings only; pieces that are cut off go to a
 * neighbour. Immutable and thread-safe.
 *
 * @param height of the image
 * @param width of the image
 * @param labels superpixel of each pixel, row-major, from 0
 * @param count number of superpixels
 */
public record Superpixels(int height, int width, int[] labels, int count) {

    private static final int ITERATIONS = 10;
    private static final double COMPACTNESS = 10;
    private static final int FEATURES = 5;

    public Superpixels {
        labels = labels.clone();
    }

    /**
     * Cuts an image, place counting as much as the original does by default.
     *
     * @param wanted about how many superpixels, at least 1
     */
    public static Superpixels of(Image image, int wanted) {
        return of(image, wanted, COMPACTNESS);
    }

    /**
     * Cuts an image.
     *
     * @param wanted about how many superpixels, at least 1
     * @param compactness how much place counts beside colour, above 0: the larger, the more like squares
     */
    public static Superpixels of(Image image, int wanted, double compactness) {
        if (wanted < 1 || !(compactness > 0)) {
            throw new IllegalArgumentException("at least one superpixel must be wanted, and a compactness above 0; got "
                    + wanted + " and " + compactness);
        }
        return new Clustering(image, wanted, compactness).run();
    }

    @Override
    public int[] labels() {
        return labels.clone();
    }

    /** One mask for each superpixel. */
    public List<Mask> masks() {
        List<Mask> masks = new ArrayList<>();
        for (int label = 0; label < count; label++) {
            boolean[] inside = new boolean[labels.length];
            for (int i = 0; i < labels.length; i++) {
                inside[i] = labels[i] == label;
            }
            masks.add(Mask.of(height, width, inside));
        }
        return masks;
    }

    private static final class Clustering {
        private final int height;
        private final int width;
        private final double step;
        private final double compactness;
        private final double[] pixels;
        private final double[] centres;
        private final int[] labels;

        Clustering(Image image, int wanted, double compactness) {
            this.compactness = compactness;
            height = image.height();
            width = image.width();
            step = Math.max(1, Math.sqrt((double) height * width / wanted));
            pixels = pixels(image);
            labels = new int[height * width];
            int rows = Math.max(1, (int) Math.round(height / step));
            int columns = Math.max(1, (int) Math.round(width / step));
            centres = new double[rows * columns * FEATURES];
            for (int k = 0; k < rows * columns; k++) {
                int y = (int) ((k / columns + 0.5) * height / rows);
                int x = (int) ((k % columns + 0.5) * width / columns);
                System.arraycopy(pixels, flattest(y, x) * FEATURES, centres, k * FEATURES, FEATURES);
            }
        }

        /** Row, column and CIELAB colour of each pixel. */
        private static double[] pixels(Image image) {
            float[] colours = LabPlanes.of(image);
            int size = image.height() * image.width();
            double[] pixels = new double[size * FEATURES];
            for (int i = 0; i < size; i++) {
                pixels[i * FEATURES] = i / image.width();
                pixels[i * FEATURES + 1] = i % image.width();
                for (int c = 0; c < 3; c++) {
                    pixels[i * FEATURES + 2 + c] = colours[c * size + i];
                }
            }
            return pixels;
        }

        /** Of a pixel and its eight neighbours the one whose colour changes least. */
        private int flattest(int y, int x) {
            int best = y * width + x;
            double lowest = gradient(y, x);
            for (int row = y - 1; row <= y + 1; row++) {
                for (int column = x - 1; column <= x + 1; column++) {
                    double gradient = gradient(row, column);
                    if (gradient < lowest) {
                        lowest = gradient;
                        best = row * width + column;
                    }
                }
            }
            return best;
        }

        private double gradient(int y, int x) {
            if (y < 1 || x < 1 || y > height - 2 || x > width - 2) {
                return Double.POSITIVE_INFINITY;
            }
            int at = y * width + x;
            return colourDistance(pixels, at - 1, pixels, at + 1)
                    + colourDistance(pixels, at - width, pixels, at + width);
        }

        private static double colourDistance(double[] one, int i, double[] other, int j) {
            double sum = 0;
            for (int c = 2; c < FEATURES; c++) {
                double difference = one[i * FEATURES + c] - other[j * FEATURES + c];
                sum += difference * difference;
            }
            return sum;
        }

        Superpixels run() {
            for (int iteration = 0; iteration < ITERATIONS; iteration++) {
                assign();
                move();
            }
            int[] connected = new ConnectedLabels(labels, height, width).joined((int) (step * step / 4));
            int count = Arrays.stream(connected).max().orElse(-1) + 1;
            return new Superpixels(height, width, connected, count);
        }

        private void assign() {
            double[] nearest = new double[labels.length];
            Arrays.fill(nearest, Double.POSITIVE_INFINITY);
            int reach = (int) Math.ceil(step);
            for (int k = 0; k < centres.length / FEATURES; k++) {
                int cy = (int) Math.round(centres[k * FEATURES]);
                int cx = (int) Math.round(centres[k * FEATURES + 1]);
                for (int y = Math.max(0, cy - reach); y <= Math.min(height - 1, cy + reach); y++) {
                    for (int x = Math.max(0, cx - reach); x <= Math.min(width - 1, cx + reach); x++) {
                        int at = y * width + x;
                        double distance = distance(k, at);
                        if (distance < nearest[at]) {
                            nearest[at] = distance;
                            labels[at] = k;
                        }
                    }
                }
            }
        }

        private double distance(int centre, int pixel) {
            double dy = centres[centre * FEATURES] - pixels[pixel * FEATURES];
            double dx = centres[centre * FEATURES + 1] - pixels[pixel * FEATURES + 1];
            double place = (dy * dy + dx * dx) / (step * step);
            return colourDistance(centres, centre, pixels, pixel) + compactness * compactness * place;
        }

        private void move() {
            double[] sums = new double[centres.length];
            int[] counts = new int[centres.length / FEATURES];
            for (int i = 0; i < labels.length; i++) {
                counts[labels[i]]++;
                for (int f = 0; f < FEATURES; f++) {
                    sums[labels[i] * FEATURES + f] += pixels[i * FEATURES + f];
                }
            }
            for (int i = 0; i < centres.length; i++) {
                int own = counts[i / FEATURES];
                centres[i] = own == 0 ? centres[i] : sums[i] / own;
            }
        }
    }
}
