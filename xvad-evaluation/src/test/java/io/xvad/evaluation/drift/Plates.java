package io.xvad.evaluation.drift;

import io.xvad.core.Image;
import java.util.SplittableRandom;

/** Synthetic images of a plate with a hole and a notch: pose, light and noise differ a little from one to the next. */
final class Plates {

    static final int SIDE = 96;

    private static final double CHANNEL_STEP = 0.9;

    private Plates() {}

    /** How an image is taken. */
    record Shot(double gain, double right, double degrees, double blur, double noise) {

        static final Shot USUAL = new Shot(1, 0, 0, 1, 0.01);

        Shot withGain(double other) {
            return new Shot(other, right, degrees, blur, noise);
        }

        Shot movedBy(double pixels) {
            return new Shot(gain, pixels, degrees, blur, noise);
        }

        Shot turnedBy(double angle) {
            return new Shot(gain, right, angle, blur, noise);
        }

        Shot withBlur(double pixels) {
            return new Shot(gain, right, degrees, pixels, noise);
        }

        Shot withNoise(double deviation) {
            return new Shot(gain, right, degrees, blur, deviation);
        }
    }

    static Image normal(long seed) {
        return of(seed, Shot.USUAL);
    }

    /** With the spread of normal images around a shot. */
    static Image of(long seed, Shot shot) {
        SplittableRandom random = new SplittableRandom(seed);
        double gain = shot.gain() * (1 + 0.02 * (random.nextDouble() - 0.5));
        double right = shot.right() + random.nextDouble() - 0.5;
        double down = random.nextDouble() - 0.5;
        double turn = Math.toRadians(shot.degrees() + random.nextDouble() - 0.5);
        float[] values = new float[3 * SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double across = x - SIDE / 2.0 - right;
                double along = y - SIDE / 2.0 - down;
                double plate = plate(
                        across * Math.cos(turn) + along * Math.sin(turn),
                        along * Math.cos(turn) - across * Math.sin(turn),
                        shot.blur());
                double light = gain;
                for (int c = 0; c < 3; c++) {
                    double noisy = light * plate + shot.noise() * random.nextGaussian();
                    values[(c * SIDE + y) * SIDE + x] = (float) Math.max(0, Math.min(1, noisy));
                    light *= CHANNEL_STEP;
                }
            }
        }
        return Image.of("plate-" + seed, 3, SIDE, SIDE, values);
    }

    private static double plate(double x, double y, double blur) {
        double inside = Math.min(26 - Math.abs(x), 18 - Math.abs(y));
        double hole = 7 - Math.hypot(x + 12, y);
        double notch = Math.min(5 - Math.abs(x - 14), y + 10);
        return 0.25
                + 0.45 * step(inside / blur)
                - 0.35 * step(hole / blur)
                - 0.2 * step(Math.min(notch, inside) / blur);
    }

    private static double step(double distance) {
        return 1 / (1 + Math.exp(-3 * distance));
    }
}
