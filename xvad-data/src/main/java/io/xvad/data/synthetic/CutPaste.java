package io.xvad.data.synthetic;

/** Copies a rectangle to another place. */
final class CutPaste {

    private CutPaste() {}

    static void draw(Canvas canvas) {
        double area = canvas.between(0.02, 0.1) * canvas.height * canvas.width;
        double aspect = canvas.coin() ? canvas.between(0.3, 1.0) : canvas.between(1.0, 3.3);
        int height = bounded(Math.sqrt(area * aspect), canvas.height / 2);
        int width = bounded(Math.sqrt(area / aspect), canvas.width / 2);
        int toY = canvas.between(0, canvas.height - height);
        int toX = canvas.between(0, canvas.width - width);
        int fromY = (toY + canvas.between(height, canvas.height - height)) % (canvas.height - height + 1);
        int fromX = (toX + canvas.between(width, canvas.width - width)) % (canvas.width - width + 1);
        double brighter = canvas.between(0.05, 0.2) * (canvas.coin() ? 1 : -1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < canvas.channels; c++) {
                    double pasted = canvas.original(c, fromY + y, fromX + x) + brighter;
                    canvas.blend(c, toY + y, toX + x, pasted, canvas.strength);
                }
            }
        }
    }

    private static int bounded(double side, int most) {
        return Math.max(2, Math.min(most, (int) Math.round(side)));
    }
}
