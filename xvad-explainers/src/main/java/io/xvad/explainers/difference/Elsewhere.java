package io.xvad.explainers.difference;

/** Looks for the content of the differing pixels in other places. */
final class Elsewhere {

    private static final int STEP = 2;
    private static final int MOST_SAMPLES = 160;

    private Elsewhere() {}

    /**
     * The highest correlation of the lightness of the pixels with that of {@code searched} moved by at least half the box of the pixels.
     *
     * @param searched lightness with the geometry of the pair
     * @return in [-1, 1]; 0 if there is no room, or the content has no texture
     */
    static double bestCorrelation(Pair pair, boolean[] pixels, float[] searched) {
        int[] samples = samples(pixels);
        if (samples.length < 20) {
            return 0;
        }
        int top = Integer.MAX_VALUE;
        int left = Integer.MAX_VALUE;
        int bottom = 0;
        int right = 0;
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i]) {
                top = Math.min(top, i / pair.width());
                bottom = Math.max(bottom, i / pair.width());
                left = Math.min(left, i % pair.width());
                right = Math.max(right, i % pair.width());
            }
        }
        double best = 0;
        int bestY = 0;
        int bestX = 0;
        for (int dy = -top; dy < pair.height() - bottom; dy += STEP) {
            for (int dx = -left; dx < pair.width() - right; dx += STEP) {
                boolean far = 2 * Math.abs(dy) > bottom - top || 2 * Math.abs(dx) > right - left;
                double here = far ? correlation(pair.image()[0], searched, samples, dy * pair.width() + dx) : 0;
                if (here > best) {
                    best = here;
                    bestY = dy;
                    bestX = dx;
                }
            }
        }
        for (int dy = Math.max(-top, bestY - 1); dy <= Math.min(pair.height() - bottom - 1, bestY + 1); dy++) {
            for (int dx = Math.max(-left, bestX - 1); dx <= Math.min(pair.width() - right - 1, bestX + 1); dx++) {
                boolean far = 2 * Math.abs(dy) > bottom - top || 2 * Math.abs(dx) > right - left;
                double here = far ? correlation(pair.image()[0], searched, samples, dy * pair.width() + dx) : 0;
                best = Math.max(best, here);
            }
        }
        return best;
    }

    private static int[] samples(boolean[] pixels) {
        int count = 0;
        for (boolean pixel : pixels) {
            count += pixel ? 1 : 0;
        }
        int[] samples = new int[Math.min(count, MOST_SAMPLES)];
        int seen = 0;
        int taken = 0;
        for (int i = 0; i < pixels.length && taken < samples.length; i++) {
            if (pixels[i]) {
                if ((long) seen * samples.length >= (long) taken * count) {
                    samples[taken++] = i;
                }
                seen++;
            }
        }
        return samples;
    }

    private static double correlation(float[] a, float[] b, int[] samples, int shift) {
        double sumA = 0;
        double sumB = 0;
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int at : samples) {
            double x = a[at];
            double y = b[at + shift];
            sumA += x;
            sumB += y;
            aa += x * x;
            bb += y * y;
            ab += x * y;
        }
        int n = samples.length;
        double varianceA = aa / n - sumA / n * (sumA / n);
        double varianceB = bb / n - sumB / n * (sumB / n);
        return varianceA < 1e-4 || varianceB < 1e-4
                ? 0
                : (ab / n - sumA / n * (sumB / n)) / Math.sqrt(varianceA * varianceB);
    }
}
