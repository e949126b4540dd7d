package io.xvad.data.synthetic;

/** A round shape with a wavy outline, wholly or mostly inside the canvas. */
final class Blob {

    private static final int WAVES = 4;

    final double centreY;
    final double centreX;
    private final double radius;
    private final double[] amplitudes = new double[WAVES];
    private final double[] phases = new double[WAVES];

    /** A blob with a radius between these shares of the shorter side. */
    Blob(Canvas canvas, double smallest, double largest) {
        radius = Math.max(2, canvas.shorterSide() * canvas.between(smallest, largest));
        centreY = canvas.between(
                Math.min(radius, canvas.height / 2.0), Math.max(canvas.height - radius, canvas.height / 2.0));
        centreX = canvas.between(
                Math.min(radius, canvas.width / 2.0), Math.max(canvas.width - radius, canvas.width / 2.0));
        for (int i = 0; i < WAVES; i++) {
            amplitudes[i] = canvas.between(0, 0.25 / (i + 1));
            phases[i] = canvas.between(0, 2 * Math.PI);
        }
    }

    /** 0 outside, rising to 1 at the centre; what is above 0 is inside. */
    double depth(int y, int x) {
        double angle = Math.atan2(y - centreY, x - centreX);
        double reach = 1;
        for (int i = 0; i < WAVES; i++) {
            reach += amplitudes[i] * Math.sin((i + 1) * angle + phases[i]);
        }
        double distance = Math.hypot(y - centreY, x - centreX);
        return Math.max(0, 1 - distance / (radius * reach));
    }

    /** Calls the painter for every pixel inside. */
    void paint(Canvas canvas, PixelPainter painter) {
        for (int y = 0; y < canvas.height; y++) {
            for (int x = 0; x < canvas.width; x++) {
                double depth = depth(y, x);
                if (depth > 0) {
                    for (int c = 0; c < canvas.channels; c++) {
                        painter.paint(c, y, x, depth);
                    }
                }
            }
        }
    }

    /** Paints one sample of a pixel inside. */
    @FunctionalInterface
    interface PixelPainter {
        void paint(int channel, int y, int x, double depth);
    }
}
