package io.xvad.detectors.patchcore;

import io.xvad.detectors.nearest.NearestRows;

/** The image score of equation 7 of Roth et al. 2022. */
final class Reweighting {

    private Reweighting() {}

    /**
     * The largest patch distance, lowered where the nearest remembered patch lies among others at like distances.
     *
     * @param rows features of all patches of the image
     * @param nearest what was found for them, nearest first
     * @param neighbours neighbours of the nearest remembered patch, itself included
     */
    static double score(NearestRows memory, float[] rows, NearestRows.Found nearest, int neighbours) {
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
