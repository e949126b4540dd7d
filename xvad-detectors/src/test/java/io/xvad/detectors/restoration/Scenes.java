package io.xvad.detectors.restoration;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import java.util.ArrayList;
import java.util.List;

/** Images of an arrow-like thing on a plain background, turned and moved. */
final class Scenes {

    static final int SIDE = 96;

    private Scenes() {}

    /** The thing, turned about the middle of the image and moved. */
    static Image thing(String id, double angle, double dy, double dx) {
        float[] values = new float[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double row = y - (SIDE - 1) / 2.0 - dy;
                double column = x - (SIDE - 1) / 2.0 - dx;
                double along = Math.cos(angle) * column + Math.sin(angle) * row;
                double across = -Math.sin(angle) * column + Math.cos(angle) * row;
                values[y * SIDE + x] = (float) shade(along, across);
            }
        }
        return Image.of(id, 1, SIDE, SIDE, values);
    }

    /** A bar with a broad head at one end and grooves at the other, its edges soft. */
    private static double shade(double along, double across) {
        double halfWidth = along > 18 ? 14 : 6;
        double inside = Math.min(Math.min(34 - Math.abs(along), halfWidth - Math.abs(across)), 1);
        double groove = along < 0 ? 0.15 * Math.sin(along * 0.9) : 0;
        return inside <= 0 ? 0.8 : 0.8 + inside * (0.3 + groove - 0.8);
    }

    static Samples turned(int count) {
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(thing("turned " + i, 2 * Math.PI * i / count + 0.05 * i, i % 3 - 1, i % 2));
        }
        return Samples.of(images);
    }

    static Samples upright(int count) {
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(thing("upright " + i, 0.01 * (i % 3), i % 5 - 2, i % 4 - 1.5));
        }
        return Samples.of(images);
    }
}
