package io.xvad.detectors.restoration;

/**
 * An image being filled with content of normal images, each part faded into what surrounds it over a seam of a few pixels. Not
 * thread-safe.
 */
final class Filling {

    private static final int SEAM = 3;

    private final Plane image;
    private final float[] values;
    private final float[] opacity;

    Filling(Plane image) {
        this.image = image;
        this.values = image.values().clone();
        this.opacity = new float[image.height() * image.width()];
    }

    /** Fills a part and its seam. */
    void fill(int[] distance, Content content) {
        for (int i = 0; i < distance.length; i++) {
            if (distance[i] <= SEAM) {
                float share = 1 - distance[i] / (SEAM + 1f);
                for (int c = 0; c < image.channels(); c++) {
                    int at = c * distance.length + i;
                    values[at] += share * (content.at(c, i) - values[at]);
                }
                opacity[i] = Math.max(opacity[i], share);
            }
        }
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
