package io.xvad.detectors.patchcore;

import io.xvad.detectors.features.DividedDistances;
import io.xvad.detectors.nearest.NearestRows;

/** Mean distance to the nearest remembered rows, and what it owes to each value while they stay the nearest. */
record NearestDistances(NearestRows memory, int neighbours) implements DividedDistances {

    @Override
    public float[] of(float[] rows) {
        return memory.search(rows, neighbours).means();
    }

    @Override
    public float[] gradient(float[] rows, float[] weights) {
        return eachNeighbour(rows, weights, memory::addDirection);
    }

    @Override
    public float[] relevance(float[] rows, float[] weights) {
        return eachNeighbour(rows, weights, memory::addShares);
    }

    @FunctionalInterface
    private interface Part {
        void add(float[] queries, int offset, int row, double factor, float[] out);
    }

    private float[] eachNeighbour(float[] rows, float[] weights, Part part) {
        NearestRows.Found found = memory.search(rows, neighbours);
        float[] sums = new float[rows.length];
        for (int i = 0; i < weights.length; i++) {
            for (int n = 0; weights[i] != 0 && n < found.k(); n++) {
                int row = found.indices()[i * found.k() + n];
                part.add(rows, i * memory.dimension(), row, weights[i] / found.k(), sums);
            }
        }
        return sums;
    }
}
