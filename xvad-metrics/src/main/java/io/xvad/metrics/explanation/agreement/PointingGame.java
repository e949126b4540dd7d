package io.xvad.metrics.explanation.agreement;

import io.xvad.core.AnomalyMap;

/**
 * Pointing game (Zhang et al., 2018, "Top-Down Neural Attention by Excitation Backprop"): 1 if the most
 * salient pixel lies in the mask or near it, else 0; if several are most salient, the share of them. The mean over images
 * is the figure usually reported. Higher is better; NaN for an empty mask.
 */
public final class PointingGame {

    private PointingGame() {}

    /**
     * Plays one map.
     *
     * @param tolerance largest distance to the mask in pixels, at least 0; the paper allows 15
     * @throws IllegalArgumentException if the mask has another size or the tolerance is negative
     */
    public static double of(AnomalyMap map, boolean[] mask, int tolerance) {
        if (tolerance < 0) {
            throw new IllegalArgumentException("tolerance must be at least 0, got " + tolerance);
        }
        if (Masked.count(map, mask) == 0) {
            return Double.NaN;
        }
        int peaks = 0;
        int hits = 0;
        float max = map.max();
        for (int i = 0; i < mask.length; i++) {
            if (map.buffer().get(i) == max) {
                peaks++;
                hits += near(mask, map.height(), map.width(), i / map.width(), i % map.width(), tolerance) ? 1 : 0;
            }
        }
        return hits / (double) peaks;
    }

    private static boolean near(boolean[] mask, int height, int width, int y, int x, int tolerance) {
        for (int my = Math.max(0, y - tolerance); my <= Math.min(height - 1, y + tolerance); my++) {
            for (int mx = Math.max(0, x - tolerance); mx <= Math.min(width - 1, x + tolerance); mx++) {
                boolean close = (my - y) * (my - y) + (mx - x) * (mx - x) <= tolerance * tolerance;
                if (close && mask[my * width + mx]) {
                    return true;
                }
            }
        }
        return false;
    }
}
