package io.xvad.detectors.patchcore;

import io.xvad.detectors.features.ScoreGradient;

/** Mean distance to the nearest remembered rows, and its gradient while they stay the nearest. */
record NearestDistances(NearestRows memory, int neighbours) implements ScoreGradient.Distances {

    @Override
    public float[] of(float[] rows) {
        return memory.search(rows, neighbours).means();
    }

    @Override
    public float[] gradient(float[] rows, float[] weights) {
        NearestRows.Found found = memory.search(rows, neighbours);
        float[] gradient = new float[rows.length];
        for (int i = 0; i < weights.length; i++) {
            for (int n = 0; weights[i] != 0 && n < found.k(); n++) {
                int row = found.indices()[i * found.k() + n];
                memory.addDirection(rows, i * memory.dimension(), row, weights[i] / found.k(), gradient);
            }
        }
        return gradient;
    }
}
