package io.xvad.detectors.patchcore;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.detectors.backbone.Engines;
import io.xvad.detectors.features.FeatureOptions;
import java.util.Optional;

/** The remembered patches: their features, and where they came from. */
record Memory(NearestRows features, Precision precision, Gallery gallery) implements AutoCloseable {

    private static final String ENTRY = "memory";

    /** Rows that are searched by the engine of these options, if it can. */
    static NearestRows searched(float[] rows, int dimension, Options options) {
        Optional<InferenceEngine> engine = Engines.ofAnyNetwork(options.get(FeatureOptions.ENGINE));
        return new NearestRows(
                rows, dimension, Neighbours.of(rows, dimension, engine, options.get(FeatureOptions.THREADS)));
    }

    static Memory read(ModelReader model, int dimension, Options options) {
        Tensor rows = model.tensor(ENTRY);
        if (rows.rank() != 2 || rows.size(1) != dimension || rows.size(0) < 1) {
            throw new XvadModelException(
                    "entry '" + ENTRY + "' must hold rows of " + dimension + " values, got " + rows);
        }
        return new Memory(
                searched(rows.toArray(), dimension, options), Precision.of(options), Gallery.read(model, rows.size(0)));
    }

    void write(ModelWriter model) {
        float[] rows = features.rows();
        precision.write(model, ENTRY, Tensor.owning(rows, features.count(), features.dimension()));
        gallery.write(model);
    }

    @Override
    public void close() {
        features.close();
    }
}
