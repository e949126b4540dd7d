package io.xvad.explainers.difference;

import io.xvad.core.ConnectedComponents;
import io.xvad.data.preprocess.GaussianBlur;
import java.util.Arrays;

/**
 * Finds the pixels in which an image differs from its normal version by more than the two differ along the edge of the restored region,
 * where both should be normal; gaps of a few pixels are closed and specks dropped.
 */
final class DifferingPixels {

    private static final double VISIBLE = 0.035;
    private static final double ABOVE_EDGE = 2.0;
    private static final double SURE = 1.5;
    private static final double OF_STRONGEST = 0.2;
    private static final int EDGE = 4;
    private static final int GAP = 3;
    private static final double SPECK = 0.03;

    private DifferingPixels() {}

    /** For each pixel of a pair whether it differs; all are false if none does visibly. */
    static boolean[] of(Pair pair) {
        float[] difference = new float[pair.size()];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = pair.region()[i] ? (float) pair.colourDifference(i) : 0;
        }
        float[] smooth = new GaussianBlur(0.7).apply(difference, pair.height(), pair.width());
        double threshold = threshold(pair, smooth);
        boolean[] differs = new boolean[smooth.length];
        for (int i = 0; i < smooth.length; i++) {
            differs[i] = pair.region()[i] && smooth[i] > threshold;
        }
        boolean[] closed = Morphology.closed(differs, pair.height(), pair.width(), GAP);
        return withoutSpecks(closed, smooth, SURE * threshold, pair);
    }

    private static double threshold(Pair pair, float[] difference) {
        float[] edge = edge(pair, difference);
        float[] inside = values(difference, pair.region());
        double agreement = edge.length == 0 ? 0 : edge[edge.length / 2];
        double strongest = inside.length == 0 ? 0 : inside[(int) (0.98 * (inside.length - 1))];
        return Math.max(VISIBLE, Math.max(OF_STRONGEST * strongest, Math.min(ABOVE_EDGE * agreement, 0.6 * strongest)));
    }

    private static float[] edge(Pair pair, float[] difference) {
        boolean[] inner = Morphology.eroded(pair.region(), pair.height(), pair.width(), EDGE);
        boolean[] edge = pair.region().clone();
        for (int i = 0; i < edge.length; i++) {
            edge[i] &= !inner[i];
        }
        return values(difference, edge);
    }

    private static float[] values(float[] plane, boolean[] pixels) {
        float[] values = new float[plane.length];
        int count = 0;
        for (int i = 0; i < plane.length; i++) {
            if (pixels[i]) {
                values[count++] = plane[i];
            }
        }
        float[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static boolean[] withoutSpecks(boolean[] pixels, float[] difference, double sure, Pair pair) {
        ConnectedComponents parts = ConnectedComponents.of(pair.height(), pair.width(), pixels);
        int[] sizes = new int[parts.count() + 1];
        boolean[] isSure = new boolean[parts.count() + 1];
        for (int i = 0; i < pixels.length; i++) {
            sizes[parts.labelAt(i)]++;
            isSure[parts.labelAt(i)] |= difference[i] > sure;
        }
        sizes[0] = 0;
        double least = Math.max(4, SPECK * Arrays.stream(sizes).max().orElse(0));
        boolean[] kept = new boolean[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            kept[i] = pixels[i] && isSure[parts.labelAt(i)] && sizes[parts.labelAt(i)] >= least;
        }
        return kept;
    }
}
