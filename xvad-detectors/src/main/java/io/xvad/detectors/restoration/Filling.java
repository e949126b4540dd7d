package io.xvad.detectors.restoration;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * An image being filled with content of normal images: each part with what lies at its placement, brought to the brightness and contrast
 * of what surrounds the part, and faded into that over a seam of a few pixels. Not thread-safe.
 */
final class Filling {

    /** Width of the seam. */
    static final int SEAM = 3;

    private static final int RING = 8;

    private final Plane image;
    private final boolean[] region;
    private final float[] values;
    private final float[] opacity;

    Filling(Plane image, boolean[] region) {
        this.image = image;
        this.region = region;
        this.values = image.values().clone();
        this.opacity = new float[region.length];
    }

    /** Fills a part and its seam. */
    void fill(Part part, Plane normal, Placement placement) {
        int[] distance = distances(part);
        for (int c = 0; c < image.channels(); c++) {
            int channel = c;
            IntToDoubleFunction content = pixel -> content(part, normal, placement, channel, pixel);
            Tone tone = tone(distance, content, c);
            for (int i = 0; i < distance.length; i++) {
                if (distance[i] <= SEAM) {
                    float share = 1 - distance[i] / (SEAM + 1f);
                    double toned = tone.of(content.applyAsDouble(i), i / image.width(), i % image.width());
                    int at = c * region.length + i;
                    values[at] += share * ((float) Math.max(0, Math.min(1, toned)) - values[at]);
                    opacity[i] = Math.max(opacity[i], share);
                }
            }
        }
    }

    private double content(Part part, Plane normal, Placement placement, int channel, int pixel) {
        double dy = pixel / image.width() - part.centreY();
        double dx = pixel % image.width() - part.centreX();
        return normal.between(channel, placement.row(dy, dx), placement.column(dy, dx));
    }

    /** The tone of a ring around the part. */
    private Tone tone(int[] distance, IntToDoubleFunction content, int channel) {
        int[] ring = IntStream.range(0, distance.length)
                .filter(i -> !region[i] && distance[i] >= 1 && distance[i] <= RING)
                .toArray();
        double[] wanted = Arrays.stream(ring)
                .mapToDouble(i -> image.values()[channel * region.length + i])
                .toArray();
        return Tone.of(
                ring, image.width(), wanted, Arrays.stream(ring).mapToDouble(content).toArray());
    }

    /** The chessboard distance of each pixel to the part, up to the width of the ring; more beyond. */
    private int[] distances(Part part) {
        int[] distance = new int[region.length];
        Arrays.fill(distance, RING + 1);
        int width = image.width();
        for (int pixel : part.pixels()) {
            distance[pixel] = 0;
        }
        for (int round = 1; round <= RING; round++) {
            int top = Math.max(0, part.box().y() - round);
            int bottom = Math.min(image.height() - 1, part.box().y() + part.box().height() - 1 + round);
            int left = Math.max(0, part.box().x() - round);
            int right = Math.min(width - 1, part.box().x() + part.box().width() - 1 + round);
            for (int y = top; y <= bottom; y++) {
                for (int x = left; x <= right; x++) {
                    int i = y * width + x;
                    if (distance[i] > round && touches(distance, y, x, round - 1)) {
                        distance[i] = round;
                    }
                }
            }
        }
        return distance;
    }

    private boolean touches(int[] distance, int y, int x, int wanted) {
        for (int ny = Math.max(0, y - 1); ny <= Math.min(image.height() - 1, y + 1); ny++) {
            for (int nx = Math.max(0, x - 1); nx <= Math.min(image.width() - 1, x + 1); nx++) {
                if (distance[ny * image.width() + nx] == wanted) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The filled image. */
    Plane filled() {
        return new Plane(image.channels(), image.height(), image.width(), values);
    }

    /** How far each pixel was replaced, in [0, 1]. */
    float[] opacity() {
        return opacity;
    }
}
