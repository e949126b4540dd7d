package io.xvad.detectors.nearest;

import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Nearest neighbours on an engine: {@code |b|^2 - 2 q.b} by a product of matrices, and the smallest of them, for so many
 * queries at a time that what is ranked stays in the cache.
 */
final class EngineSearch implements NeighbourSearch {

    private static final String GRAPH = "nearest.onnx";
    private static final String INDICES = "indices";
    private static final int BLOCK = 128;

    private final Network network;
    private final int dimension;

    EngineSearch(InferenceEngine engine, int threads, float[] rows, int dimension) {
        this.dimension = dimension;
        this.network = engine.open(model(rows, dimension), List.of(INDICES), threads);
    }

    private static byte[] model(float[] rows, int dimension) {
        int count = rows.length / dimension;
        return new JoinedConstants(graph())
                .with("rows", rows, count, dimension)
                .with("norms", SquaredNorms.of(rows, dimension), 1, count)
                .bytes();
    }

    /** Made by {@code tools/onnx-export/nearest.py}. */
    private static byte[] graph() {
        try (InputStream stream = Objects.requireNonNull(EngineSearch.class.getResourceAsStream(GRAPH), GRAPH)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int[] nearest(float[] queries, int k) {
        int size = queries.length / dimension;
        int[] indices = new int[size * k];
        for (int start = 0; start < size; start += BLOCK) {
            int end = Math.min(size, start + BLOCK);
            float[] found = found(Arrays.copyOfRange(queries, start * dimension, end * dimension), k);
            for (int i = 0; i < found.length; i++) {
                indices[start * k + i] = (int) found[i];
            }
        }
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
