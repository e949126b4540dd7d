package io.xvad.data.synthetic;

/** Walks a thin crooked line over the image. */
final class Scratch {

    private Scratch() {}

    static void draw(Canvas canvas) {
        double y = canvas.between(0.2, 0.8) * canvas.height;
        double x = canvas.between(0.2, 0.8) * canvas.width;
        double direction = canvas.between(0, 2 * Math.PI);
        double half = Math.max(0.75, canvas.shorterSide() * canvas.between(0.006, 0.012));
        double colour = canvas.coin() ? 1 : 0;
        double length = canvas.shorterSide() * canvas.between(0.3, 0.6);
        for (double walked = 0; walked < length; walked += 0.5) {
            dot(canvas, y, x, half, colour);
            direction += canvas.between(-0.12, 0.12);
            y += 0.5 * Math.sin(direction);
            x += 0.5 * Math.cos(direction);
        }
    }

    private static void dot(Canvas canvas, double centreY, double centreX, double radius, double colour) {
        for (int y = (int) Math.floor(centreY - radius); y <= centreY + radius; y++) {
            for (int x = (int) Math.floor(centreX - radius); x <= centreX + radius; x++) {
                if (canvas.contains(y, x) && Math.hypot(y - centreY, x - centreX) <= radius) {
                    for (int c = 0; c < canvas.channels; c++) {
                        canvas.blend(c, y, x, colour, canvas.strength);
                    }
                }
            }
        }
    }
}
