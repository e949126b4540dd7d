package io.xvad.detectors.patchcore;

import java.util.Locale;

/**
 * How good an approximate search is, asked for the nearest other row of some of the rows. A single row has none: nothing is asked.
 *
 * @param asked rows that were asked about
 * @param share of them for which a row as near as the nearest was found, recall at 1, in [0, 1]; 1 if none were asked
 * @param excess by how much distances above 0 are too large on the mean, as a share of them
 */
record Recall(int asked, double share, double excess) {

    private static final int ASKED = 1_000;
    private static final double ROUNDING = 1e-6;

    static Recall of(Neighbours approximate, Neighbours exact, float[] rows, int dimension) {
        int count = rows.length / dimension;
        if (count < 2) {
            return new Recall(0, 1, 0);
        }
        int asked = Math.min(ASKED, count);
        float[] queries = new float[asked * dimension];
        for (int i = 0; i < asked; i++) {
            int row = (int) ((long) i * count / asked);
            System.arraycopy(rows, row * dimension, queries, i * dimension, dimension);
        }
        float[] found =
                new NearestRows(rows, dimension, approximate).search(queries, 2).distances();
        float[] nearest =
                new NearestRows(rows, dimension, exact).search(queries, 2).distances();
        int hits = 0;
        double excess = 0;
        for (int i = 1; i < found.length; i += 2) {
            hits += found[i] <= nearest[i] * (1 + ROUNDING) ? 1 : 0;
            excess += nearest[i] == 0 ? 0 : (found[i] / nearest[i] - 1) / asked;
        }
        return new Recall(asked, hits / (double) asked, excess);
    }

    String inWords() {
        return String.format(
                Locale.ROOT,
                "The graph finds the nearest other patch of %.1f %% of %d remembered patches; distances are too large by %.2f %%"
                        + " on the mean",
                100 * share,
                asked,
                100 * excess);
    }
}
