package io.xvad.detectors.nearest;

import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.model.ModelWriter;
import java.util.Optional;

/** Finds the nearest of some rows. Thread-safe; close it to free native memory and end its threads. */
public interface NeighbourSearch extends AutoCloseable {

    /**
     * A search over rows of {@code dimension} values; exact, up to rounding where two are equally near.
     *
     * @param engine if there is one that runs any network, it finds them; else plain Java does
     * @param threads of the engine, or of plain Java; 0 lets them decide
     */
    static NeighbourSearch of(float[] rows, int dimension, Optional<InferenceEngine> engine, int threads) {
        return engine.<NeighbourSearch>map(some -> OnEngine.of(some, threads, rows, dimension))
                .orElseGet(() -> new TiledSearch(rows, dimension, threads));
    }

    /**
     * Indices of the nearest rows of each query, nearest first.
     *
     * @param queries query rows, one after the other
     * @param k neighbours a query, at most as many as there are rows
     * @return {@code k} indices a query
     */
    int[] nearest(float[] queries, int k);

    /** Keeps in a model what took long to make, if anything did. */
    default void write(ModelWriter model) {}

    @Override
    void close();
}
