package io.xvad.explainers.occlusion;

import io.xvad.core.Image;

/** Covers windows of an image. */
final class Cover {

    /** The sample that replaces one at ({@code y}, {@code x}) of a channel while a window is covered. */
    @FunctionalInterface
    private interface Fill {
        float at(int channel, int y, int x, Window window);
    }

    private final Image image;
    private final float[] values;
    private final Fill fill;

    private Cover(Image image, float[] values, Fill fill) {
        this.image = image;
        this.values = values;
        this.fill = fill;
    }

    /** With the mean colour of the image. */
    static Cover mean(Image image) {
        float[] values = image.toArray();
        int plane = image.height() * image.width();
        float[] means = new float[image.channels()];
        for (int c = 0; c < means.length; c++) {
            double sum = 0;
            for (int i = 0; i < plane; i++) {
                sum += values[c * plane + i];
            }
            means[c] = (float) (sum / plane);
        }
        return new Cover(image, values, (channel, y, x, window) -> means[channel]);
    }

    /** With what lies on the side where there is more room, left or right, mirrored at the window's edge. */
    static Cover mirror(Image image) {
        float[] values = image.toArray();
        int width = image.width();
        return new Cover(image, values, (channel, y, x, window) -> {
            int right = window.x() + window.width();
            int mirrored = width - right >= window.x() ? 2 * right - 1 - x : 2 * window.x() - 1 - x;
            int inside = Math.max(0, Math.min(width - 1, mirrored));
            return values[(channel * image.height() + y) * width + inside];
        });
    }

    Image over(Window window) {
        float[] covered = values.clone();
        for (int c = 0; c < image.channels(); c++) {
            for (int y = window.y(); y < window.y() + window.height(); y++) {
                for (int x = window.x(); x < window.x() + window.width(); x++) {
                    covered[(c * image.height() + y) * image.width() + x] = fill.at(c, y, x, window);
                }
            }
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), covered);
    }
}
