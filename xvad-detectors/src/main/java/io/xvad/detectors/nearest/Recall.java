package io.xvad.detectors.nearest;

import java.util.Locale;

/**
 * How good an approximate search is.
 *
 * @param asked queries
 * @param share of them for which a row as near as the nearest was found, recall at 1, in [0, 1]
 * @param excess by how much distances above 0 are too large on the mean, as a share of them
 */
record Recall(int asked, double share, double excess) {

    private static final double ROUNDING = 1e-6;

    /**
     * Compares two searches of the same rows.
     *
     * @param queries at least one, none of them a row: a graph finds its own rows too easily
     */
    static Recall of(NearestRows approximate, NearestRows exact, float[] queries) {
        float[] found = approximate.search(queries, 1).distances();
        float[] nearest = exact.search(queries, 1).distances();
        int hits = 0;
        double excess = 0;
        for (int i = 0; i < found.length; i++) {
            hits += found[i] <= nearest[i] * (1 + ROUNDING) ? 1 : 0;
            excess += nearest[i] == 0 ? 0 : (found[i] / nearest[i] - 1) / found.length;
        }
        return new Recall(found.length, hits / (double) found.length, excess);
    }

    String inWords() {
        return String.format(
                Locale.ROOT,
                "The graph finds the nearest remembered patch for %.1f %% of %d patches that are not remembered; distances are too"
                        + " large by %.2f %% on the mean",
                100 * share,
                asked,
                100 * excess);
    }
}
