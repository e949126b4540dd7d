package io.xvad.explainers.difference;

import java.util.Arrays;

/**
 * How far content moved from the normal version to the image.
 *
 * @param right median over the differing pixels of the columns moved to the right, in pixels of the image, less that along the edge of the region
 * @param down the same of the rows moved down
 * @param distance how far content moved on average, in pixels of the image: more than the median where content is turned or deformed
 * @param explained the share of the squared difference in lightness that moving it takes away, in [0, 1]
 */
public record Displacement(double right, double down, double distance, double explained) {

    static Displacement of(Pair pair, boolean[] pixels, boolean[] edge) {
        Registration registration = Registration.of(pair, pixels);
        double right0 = median(registration.right(), edge);
        double down0 = median(registration.down(), edge);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i]) {
                sum += Math.hypot(registration.right()[i] - right0, registration.down()[i] - down0);
                count++;
            }
        }
        double scale = pair.pixelWidth();
        double right = scale * (median(registration.right(), pixels) - right0);
        double down = scale * (median(registration.down(), pixels) - down0);
        double mean = count == 0 ? 0 : scale * sum / count;
        return new Displacement(
                right,
                down,
                Math.max(mean, Math.hypot(right, down)),
                explained(pair, pixels, registration.moved(pair.normal()[0], pair.height(), pair.width())));
    }

    private static double explained(Pair pair, boolean[] pixels, float[] moved) {
        double before = variance(pair.image()[0], pair.normal()[0], pixels);
        double after = variance(pair.image()[0], moved, pixels);
        return before <= 0 ? 0 : Math.max(0, 1 - after / before);
    }

    /** Of the difference: what is lighter or darker throughout, no displacement explains. */
    private static double variance(float[] image, float[] normal, boolean[] pixels) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i]) {
                double difference = image[i] - normal[i];
                sum += difference;
                squares += difference * difference;
                count++;
            }
        }
        return count == 0 ? 0 : squares / count - sum / count * (sum / count);
    }

    private static double median(float[] values, boolean[] pixels) {
        float[] inside = new float[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (pixels[i]) {
                inside[count++] = values[i];
            }
        }
        Arrays.sort(inside, 0, count);
        return count == 0 ? 0 : inside[count / 2];
    }
}
