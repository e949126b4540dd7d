package io.xvad.detectors.patchcore;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;

/** The remembered patches: their features, and where they came from. */
record Memory(NearestRows features, Gallery gallery) {

    private static final String ENTRY = "memory";

    static Memory read(ModelReader model, int dimension) {
        Tensor rows = model.tensor(ENTRY);
        if (rows.rank() != 2 || rows.size(1) != dimension || rows.size(0) < 1) {
            throw new XvadModelException(
                    "entry '" + ENTRY + "' must hold rows of " + dimension + " values, got " + rows);
        }
        return new Memory(new NearestRows(rows.toArray(), dimension), Gallery.read(model, rows.size(0)));
    }

    void write(ModelWriter model) {
        float[] rows = features.rows();
        model.tensor(ENTRY, Tensor.owning(rows, features.count(), rows.length / features.count()));
        gallery.write(model);
    }
}
