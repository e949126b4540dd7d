package io.xvad.explainers.difference;

/** How far an image leaves the range of its normal version around each pixel, so that small shifts of texture do not count. */
final class Envelope {

    private Envelope() {}

    /**
     * The distance in colour to the nearest value that occurs at most {@code radius} rows and columns away, each plane for itself.
     *
     * @param radius 0 compares pixel with pixel
     */
    static float[] distance(Pair pair, int radius) {
        float[] squares = new float[pair.size()];
        for (int plane = 0; plane < 3; plane++) {
            float[] image = pair.image()[plane];
            float[] low = extreme(pair.normal()[plane], pair, radius, -1);
            float[] high = extreme(pair.normal()[plane], pair, radius, 1);
            for (int i = 0; i < squares.length; i++) {
                float outside = Math.max(0, Math.max(image[i] - high[i], low[i] - image[i]));
                squares[i] += outside * outside;
            }
        }
        for (int i = 0; i < squares.length; i++) {
            squares[i] = (float) Math.sqrt(squares[i]);
        }
        return squares;
    }

    /** The highest value in squares (sign 1), or the lowest (sign -1). */
    private static float[] extreme(float[] plane, Pair pair, int radius, int sign) {
        float[] rows = lines(plane, pair.height(), pair.width(), radius, sign, 1, pair.width());
        return lines(rows, pair.width(), pair.height(), radius, sign, pair.width(), 1);
    }

    private static float[] lines(float[] plane, int count, int length, int radius, int sign, int step, int stride) {
        if (radius == 0) {
            return plane;
        }
        float[] out = new float[plane.length];
        for (int line = 0; line < count; line++) {
            for (int i = 0; i < length; i++) {
                float extreme = Float.NEGATIVE_INFINITY;
                for (int k = Math.max(0, i - radius); k <= Math.min(length - 1, i + radius); k++) {
                    extreme = Math.max(extreme, sign * plane[line * stride + k * step]);
                }
                out[line * stride + i * step] = sign * extreme;
            }
        }
        return out;
    }
}
