package io.xvad.detectors.patchcore;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.detectors.nearest.NearestRows;
import io.xvad.detectors.nearest.NeighbourSearch;
import io.xvad.detectors.nearest.SearchMethod;

/**
 * The patches of normal images that are remembered. Immutable and thread-safe; close it to free native memory.
 *
 * @param features their features
 * @param precision what features are rounded to
 * @param origins where they came from
 */
record MemoryBank(NearestRows features, Precision precision, PatchOrigins origins) implements AutoCloseable {

    private static final String ENTRY = "memory";

    static MemoryBank read(ModelReader model, int dimension, Options options) {
        Tensor rows = model.tensor(ENTRY);
        if (rows.rank() != 2 || rows.size(1) != dimension || rows.size(0) < 1) {
            throw new XvadModelException(
                    "entry '" + ENTRY + "' must hold rows of " + dimension + " values, got " + rows);
        }
        float[] values = rows.toArray();
        NeighbourSearch neighbours = SearchMethod.of(options).read(model, values, dimension, options);
        NearestRows features = new NearestRows(values, dimension, neighbours);
        return new MemoryBank(features, Precision.of(options), PatchOrigins.read(model, rows.size(0)));
    }

    void write(ModelWriter model) {
        float[] rows = features.rows();
        precision.write(model, ENTRY, Tensor.owning(rows, features.count(), features.dimension()));
        features.neighbours().write(model);
        origins.write(model);
    }

    @Override
    public void close() {
        features.close();
    }
}
