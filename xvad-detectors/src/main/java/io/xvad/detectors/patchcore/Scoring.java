package io.xvad.detectors.patchcore;

import io.xvad.core.option.Options;
import io.xvad.detectors.nearest.NearestRows;

/**
 * How distances become a map and a score.
 *
 * @param neighbours nearest patches of the memory bank whose distances are averaged
 * @param reweighted whether the score is {@link #reweighted}, or else the maximum of the map
 * @param reweightingNeighbours see there
 */
record Scoring(int neighbours, boolean reweighted, int reweightingNeighbours) {

    static final String MAP_MAX = "map-max";
    static final String REWEIGHTED = "reweighted";

    static Scoring of(Options options) {
        return new Scoring(
                options.get(PatchCore.NEIGHBOURS),
                options.get(PatchCore.SCORE).equals(REWEIGHTED),
                options.get(PatchCore.REWEIGHTING_NEIGHBOURS));
    }

    /**
     * The re-weighted image score (Roth et al., 2022, equation 7): the largest patch distance, lowered where the nearest
     * remembered patch lies among others at like distances.
     *
     * @param rows features of all patches of the image
     * @param nearest what was found for them, nearest first
     * @param neighbours neighbours of the nearest remembered patch, itself included
     */
    static double reweighted(NearestRows memory, float[] rows, NearestRows.Found nearest, int neighbours) {
        int patches = nearest.indices().length / nearest.k();
        int farthest = 0;
        for (int i = 1; i < patches; i++) {
            if (nearest.distances()[i * nearest.k()] > nearest.distances()[farthest * nearest.k()]) {
                farthest = i;
            }
        }
        double distance = nearest.distances()[farthest * nearest.k()];
        int support = nearest.indices()[farthest * nearest.k()];
        NearestRows.Found around = memory.search(memory.row(support), neighbours);
        if (around.k() < 2) {
            return distance;
        }
        int offset = farthest * (rows.length / patches);
        double sum = 0;
        for (int neighbour : around.indices()) {
            sum += Math.exp(memory.distance(rows, offset, neighbour) - distance);
        }
        return (1 - 1 / sum) * distance;
    }
}
