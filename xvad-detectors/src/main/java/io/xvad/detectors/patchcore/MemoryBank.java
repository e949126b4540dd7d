package io.xvad.detectors.patchcore;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.detectors.nearest.NearestRows;
import io.xvad.detectors.nearest.NeighbourSearch;
import io.xvad.detectors.nearest.SearchMethod;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The patches of normal images that are remembered. Immutable and thread-safe; close it to free native memory.
 *
 * @param features their features
 * @param precision what features are rounded to
 * @param origins where they came from
 * @param coveringRadius a bound on the distance from any patch that was a candidate for the memory to the nearest that is remembered;
 *     empty if none is known
 */
record MemoryBank(NearestRows features, Precision precision, PatchOrigins origins, OptionalDouble coveringRadius)
        implements AutoCloseable {

    private static final String ENTRY = "memory";
    private static final String RADIUS = "memory-covering-radius";

    static MemoryBank read(ModelReader model, int dimension, Options options) {
        Tensor rows = model.tensor(ENTRY);
        if (rows.rank() != 2 || rows.size(1) != dimension || rows.size(0) < 1) {
            throw new XvadModelException(
                    "entry '" + ENTRY + "' must hold rows of " + dimension + " values, got " + rows);
        }
        float[] values = rows.toArray();
        NeighbourSearch neighbours = SearchMethod.of(options).read(model, values, dimension, options);
        NearestRows features = new NearestRows(values, dimension, neighbours);
        return new MemoryBank(features, Precision.of(options), PatchOrigins.read(model, rows.size(0)), radius(model));
    }

    private static OptionalDouble radius(ModelReader model) {
        double[] radius = model.has(RADIUS) ? model.doubles(RADIUS) : new double[0];
        return Arrays.stream(radius).findFirst();
    }

    void write(ModelWriter model) {
        float[] rows = features.rows();
        precision.write(model, ENTRY, Tensor.owning(rows, features.count(), features.dimension()));
        features.neighbours().write(model);
        origins.write(model);
        if (coveringRadius.isPresent()) {
            model.doubles(RADIUS, new double[] {coveringRadius.getAsDouble()});
        }
    }

    @Override
    public void close() {
        features.close();
    }
}
