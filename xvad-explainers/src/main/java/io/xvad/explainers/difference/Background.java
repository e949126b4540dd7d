package io.xvad.explainers.difference;

import io.xvad.core.Image;
import io.xvad.data.preprocess.Resize;
import java.util.Arrays;

/**
 * Tells an object from its background: the smooth lightness that fills most of the border of the normal version. Textures have none.
 *
 * @param lightness of the background
 * @param tolerance what differs from it by more is object; infinite if there is no background
 */
record Background(double lightness, double tolerance) {

    private static final int SIDE = 128;
    private static final double SMOOTH = 0.03;
    private static final double LEAST = 0.08;
    private static final double OF_BORDER = 0.8;
    private static final double LEAST_OBJECT = 0.03;
    private static final double MOST_OBJECT = 0.9;

    /**
     * What is exchanged between object and background.
     *
     * @param missing share of the pixels that are background where the normal version shows the object
     * @param added share that are object where the normal version shows background
     */
    record Exchange(double missing, double added) {}

    static Background of(Image normal) {
        float[] lightness = CieLab.of(Resize.image(normal, SIDE, SIDE))[0];
        float[] border = border(lightness);
        double level = border[border.length / 2];
        double spread = 1.4826 * medianDeviation(border, level);
        Background found = new Background(level, Math.max(LEAST, 4 * spread));
        double ofBorder = 1 - found.object(border);
        double object = found.object(lightness);
        boolean isBackground =
                spread <= SMOOTH && ofBorder >= OF_BORDER && object >= LEAST_OBJECT && object <= MOST_OBJECT;
        return isBackground ? found : new Background(level, Double.POSITIVE_INFINITY);
    }

    private boolean isObject(float value) {
        return Math.abs(value - lightness) > tolerance;
    }

    private double object(float[] values) {
        int count = 0;
        for (float value : values) {
            count += isObject(value) ? 1 : 0;
        }
        return count / (double) values.length;
    }

    /** What is exchanged among pixels of a pair; nothing if there is no background. */
    Exchange exchange(Pair pair, boolean[] pixels) {
        int missing = 0;
        int added = 0;
        int count = 0;
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i]) {
                boolean inImage = isObject(pair.image()[0][i]);
                boolean inNormal = isObject(pair.normal()[0][i]);
                missing += inNormal && !inImage ? 1 : 0;
                added += inImage && !inNormal ? 1 : 0;
                count++;
            }
        }
        return count == 0 ? new Exchange(0, 0) : new Exchange(missing / (double) count, added / (double) count);
    }

    private static float[] border(float[] lightness) {
        float[] border = new float[4 * SIDE];
        for (int i = 0; i < SIDE; i++) {
            border[i] = lightness[i];
            border[SIDE + i] = lightness[(SIDE - 1) * SIDE + i];
            border[2 * SIDE + i] = lightness[i * SIDE];
            border[3 * SIDE + i] = lightness[i * SIDE + SIDE - 1];
        }
        Arrays.sort(border);
        return border;
    }

    private static double medianDeviation(float[] values, double level) {
        double[] deviations = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            deviations[i] = Math.abs(values[i] - level);
        }
        Arrays.sort(deviations);
        return deviations[deviations.length / 2];
    }
}
