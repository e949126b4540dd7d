package io.xvad.detectors.nearest;

import io.xvad.core.engine.InferenceEngine;
import io.xvad.detectors.features.Workers;

/** The exact search on an engine that suits the rows, with its workers. */
record OnEngine(NeighbourSearch search, Workers workers) implements NeighbourSearch {

    /** Opens it. */
    static OnEngine of(InferenceEngine engine, int threads, float[] rows, int dimension) {
        Workers workers = new Workers(threads);
        NeighbourSearch all = new EngineSearch(engine, workers, rows, dimension);
        boolean bounded =
                rows.length / dimension >= BoundedSearch.FEWEST_ROWS && dimension <= BoundedSearch.MOST_VALUES;
        return new OnEngine(bounded ? new BoundedSearch(engine, workers, rows, dimension, all) : all, workers);
    }

    @Override
    public int[] nearest(float[] queries, int k) {
        return search.nearest(queries, k);
    }

    @Override
    public void close() {
        search.close();
        workers.close();
    }
}
