package io.xvad.video.scene;

import io.xvad.core.Image;

/** Paints the ground of a {@link Traffic}: pavements, verges of the texture, and a road with a dashed line. */
final class Road {

    private static final double LINE = 0.455;

    private Road() {}

    static Image on(Image texture) {
        float[] values = texture.toArray();
        int height = texture.height();
        int width = texture.width();
        for (int i = 0; i < values.length; i++) {
            double y = (i / width % height + 0.5) / height;
            values[i] = paint(y, i % width / (double) height, values[i]);
        }
        return Image.of(texture.id(), 3, height, width, values);
    }

    private static float paint(double y, double x, float texture) {
        if (y < 0.22 || y > 0.82) {
            return 0.5f * texture + 0.35f;
        }
        if (y > 0.3 && y < 0.61) {
            boolean isLine = Math.abs(y - LINE) < 0.008 && x % 0.2 < 0.1;
            return isLine ? 0.8f : 0.3f * texture + 0.1f;
        }
        return texture;
    }
}
