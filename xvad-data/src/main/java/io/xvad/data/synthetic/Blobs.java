package io.xvad.data.synthetic;

import io.xvad.data.preprocess.GaussianBlur;

/** The defects that fill a blob. */
final class Blobs {

    private static final double SOFT_EDGE = 0.3;

    private Blobs() {}

    static void stain(Canvas canvas) {
        Blob blob = new Blob(canvas, 0.08, 0.18);
        double[] colour = new double[canvas.channels];
        for (int c = 0; c < colour.length; c++) {
            colour[c] = canvas.between(0.0, 1.0);
        }
        blob.paint(
                canvas,
                (c, y, x, depth) -> canvas.blend(c, y, x, colour[c], canvas.strength * Math.min(1, depth / SOFT_EDGE)));
    }

    static void hole(Canvas canvas) {
        Blob blob = new Blob(canvas, 0.06, 0.14);
        double fill = canvas.coin() ? 0.03 : 0.97;
        blob.paint(canvas, (c, y, x, depth) -> canvas.blend(c, y, x, fill, canvas.strength));
    }

    static void colourShift(Canvas canvas) {
        Blob blob = new Blob(canvas, 0.1, 0.2);
        double[] shift = new double[canvas.channels];
        for (int c = 0; c < shift.length; c++) {
            shift[c] = canvas.between(0.15, 0.4) * (canvas.coin() ? 1 : -1);
        }
        blob.paint(
                canvas,
                (c, y, x, depth) -> canvas.blend(c, y, x, canvas.original(c, y, x) + shift[c], canvas.strength));
    }

    static void blur(Canvas canvas) {
        Blob blob = new Blob(canvas, 0.12, 0.22);
        GaussianBlur lens = new GaussianBlur(Math.max(1.5, canvas.shorterSide() * 0.03));
        float[][] blurred = new float[canvas.channels][];
        for (int c = 0; c < blurred.length; c++) {
            blurred[c] = lens.apply(canvas.originalPlane(c), canvas.height, canvas.width);
        }
        blob.paint(
                canvas, (c, y, x, depth) -> canvas.blend(c, y, x, blurred[c][y * canvas.width + x], canvas.strength));
    }

    static void warp(Canvas canvas) {
        Blob blob = new Blob(canvas, 0.12, 0.22);
        double turn = canvas.strength * canvas.between(1.5, 3.0) * (canvas.coin() ? 1 : -1);
        blob.paint(canvas, (c, y, x, depth) -> {
            double angle = turn * Math.min(1, depth / SOFT_EDGE);
            double dy = y - blob.centreY;
            double dx = x - blob.centreX;
            double fromY = blob.centreY + dy * Math.cos(angle) + dx * Math.sin(angle);
            double fromX = blob.centreX - dy * Math.sin(angle) + dx * Math.cos(angle);
            canvas.blend(c, y, x, canvas.interpolated(c, fromY, fromX), 1);
        });
    }
}
