package io.xvad.foundation.anomalydino;

import io.xvad.core.Image;

/**
 * Turns images about their centre, bilinear; what comes from beyond the border is mirrored. Immutable and thread-safe.
 *
 * @param degrees by which they are turned
 */
record Turn(double degrees) {

    /** The turned image, of the same size. */
    Image of(Image image) {
        if (degrees == 0) {
            return image;
        }
        float[] planes = image.toArray();
        int plane = image.height() * image.width();
        float[] turned = new float[planes.length];
        for (int i = 0; i < plane; i++) {
            Place from = origin(i / image.width(), i % image.width(), image.height(), image.width());
            for (int channel = 0; channel < image.channels(); channel++) {
                turned[channel * plane + i] = from.read(planes, channel * plane, image.height(), image.width());
            }
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), turned);
    }

    /** Where a place of the turned image was. */
    Place origin(double y, double x, int height, int width) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        double down = y - (height - 1) / 2.0;
        double right = x - (width - 1) / 2.0;
        return new Place((height - 1) / 2.0 + cos * down + sin * right, (width - 1) / 2.0 - sin * down + cos * right);
    }

    /** A place between pixels. */
    record Place(double y, double x) {

        private float read(float[] values, int offset, int height, int width) {
            int top = (int) Math.floor(y);
            int left = (int) Math.floor(x);
            int upper = offset + mirrored(top, height) * width;
            int lower = offset + mirrored(top + 1, height) * width;
            int before = mirrored(left, width);
            int after = mirrored(left + 1, width);
            float share = (float) (x - left);
            float above = mixed(values[upper + before], values[upper + after], share);
            float below = mixed(values[lower + before], values[lower + after], share);
            return mixed(above, below, (float) (y - top));
        }

        /** Equal values stay what they are. */
        private static float mixed(float a, float b, float share) {
            return a + (b - a) * share;
        }

        /** The pixel that is seen there, the border pixels twice. */
        private static int mirrored(int index, int size) {
            int folded = Math.floorMod(index, 2 * size);
            return folded < size ? folded : 2 * size - 1 - folded;
        }
    }
}
