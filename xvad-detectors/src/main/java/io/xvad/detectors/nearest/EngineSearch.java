package io.xvad.detectors.nearest;

import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.features.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Nearest neighbours on an engine: {@code |b|^2 - 2 q.b} by a product of matrices, and the smallest of them, for so many
 * queries at a time that what is ranked stays in the cache. Each worker runs its own queries on one thread of the engine, so
 * that none waits for another.
 */
final class EngineSearch implements NeighbourSearch {

    private static final String INDICES = "indices";

    private final Network network;
    private final int dimension;
    private final Workers workers;

    /**
     * Opens a network of the rows.
     *
     * @param workers run it; closed by whoever made them
     */
    EngineSearch(InferenceEngine engine, Workers workers, float[] rows, int dimension) {
        this.dimension = dimension;
        this.workers = workers;
        int count = rows.length / dimension;
        byte[] model = SearchGraph.named("nearest.onnx")
                .with("rows", rows, count, dimension)
                .with("norms", SquaredNorms.of(rows, dimension), 1, count)
                .bytes();
        this.network = engine.open(model, List.of(INDICES), 1);
    }

    @Override
    public int[] nearest(float[] queries, int k) {
        QueryBlocks blocks = new QueryBlocks(queries.length / dimension);
        int[] indices = new int[blocks.queries() * k];
        workers.each(blocks.count(), block -> {
            int start = blocks.start(block);
            float[] some = Arrays.copyOfRange(queries, start * dimension, blocks.end(block) * dimension);
            float[] found = found(some, k);
            for (int i = 0; i < found.length; i++) {
                indices[start * k + i] = (int) found[i];
            }
        });
        return indices;
    }

    private float[] found(float[] queries, int k) {
        Tensor some = Tensor.owning(queries, queries.length / dimension, dimension);
        Map<String, Tensor> outputs = network.run(Map.of("queries", some, "k", Tensor.of(new float[] {k}, 1)));
        return Objects.requireNonNull(outputs.get(INDICES)).toArray();
    }

    @Override
    public void close() {
        network.close();
    }
}
