package io.xvad.detectors.nearest;

import io.github.jbellis.jvector.disk.ByteBufferReader;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.NodesIterator;
import io.github.jbellis.jvector.graph.OnHeapGraphIndex;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.diversity.VamanaDiversityProvider;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.detectors.features.Workers;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;

/**
 * Nearest neighbours by walking a graph of neighbours (Subramanya et al., 2019, "DiskANN"; the library is JVector): few rows are
 * looked at, and sometimes the nearest is not among them. Where the graph leads to too few rows, all are searched.
 */
final class GraphSearch implements NeighbourSearch {

    private static final String ENTRY = "neighbour-graph";
    private static final VectorSimilarityFunction EUCLIDEAN = VectorSimilarityFunction.EUCLIDEAN;
    private static final int DEGREE = 16;
    private static final int BREADTH_OF_BUILDING = 100;
    private static final int BREADTH = 30;
    private static final float OVERFLOW = 1.2f;
    private static final float ALPHA = 1.2f;
    private static final int QUERIES_OF_PART = 32;

    private final float[] rows;
    private final RandomAccessVectorValues vectors;
    private final OnHeapGraphIndex graph;
    private final Workers workers;

    private GraphSearch(float[] rows, RandomAccessVectorValues vectors, OnHeapGraphIndex graph, int threads) {
        this.rows = rows;
        this.vectors = vectors;
        this.graph = graph;
        this.workers = new Workers(threads);
    }

    /**
     * Does nothing.
     *
     * @throws NoClassDefFoundError if JVector is missing
     */
    static void requireLibrary() {
        VectorizationProvider.getInstance();
    }

    /**
     * Builds the graph, on one thread so that the same rows always give the same one.
     *
     * @param threads parts of the queries that are searched at a time; 0 for as many as there are processors
     */
    static GraphSearch build(float[] rows, int dimension, int threads) {
        RandomAccessVectorValues vectors = vectors(rows, dimension);
        ForkJoinPool thread = new ForkJoinPool(1);
        try (GraphIndexBuilder builder = new GraphIndexBuilder(
                scores(vectors), dimension, DEGREE, BREADTH_OF_BUILDING, OVERFLOW, ALPHA, true, true, thread, thread)) {
            return new GraphSearch(rows, vectors, (OnHeapGraphIndex) builder.build(vectors), threads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            thread.shutdown();
        }
    }

    /**
     * Reads the graph of these rows.
     *
     * @param threads parts of the queries that are searched at a time; 0 for as many as there are processors
     * @throws XvadModelException if it is not one of so many rows
     */
    static GraphSearch read(ModelReader model, float[] rows, int dimension, int threads) {
        RandomAccessVectorValues vectors = vectors(rows, dimension);
        byte[] bytes = model.bytes(ENTRY);
        try (ByteBufferReader in = new ByteBufferReader(ByteBuffer.wrap(bytes))) {
            OnHeapGraphIndex graph =
                    OnHeapGraphIndex.load(in, dimension, OVERFLOW, new VamanaDiversityProvider(scores(vectors), ALPHA));
            requireRows(graph, vectors.size());
            graph.setAllMutationsCompleted();
            return new GraphSearch(rows, vectors, graph, threads);
        } catch (IOException | RuntimeException e) {
            throw new XvadModelException(
                    "entry '" + ENTRY + "' is no graph of " + vectors.size() + " rows: " + e.getMessage(), e);
        }
    }

    private static void requireRows(OnHeapGraphIndex graph, int count) {
        if (graph.size(0) != count || graph.getIdUpperBound() != count) {
            throw new IllegalArgumentException("it has " + graph.size(0));
        }
        for (int level = 0; level <= graph.getMaxLevel(); level++) {
            for (NodesIterator nodes = graph.getNodes(level); nodes.hasNext(); ) {
                NodesIterator neighbours = graph.getNeighborsIterator(level, nodes.nextInt());
                while (neighbours.hasNext()) {
                    Objects.checkIndex(neighbours.nextInt(), count);
                }
            }
        }
    }

    private static BuildScoreProvider scores(RandomAccessVectorValues vectors) {
        return BuildScoreProvider.randomAccessScoreProvider(vectors, EUCLIDEAN);
    }

    private static RandomAccessVectorValues vectors(float[] rows, int dimension) {
        List<VectorFloat<?>> vectors = new ArrayList<>(rows.length / dimension);
        for (int from = 0; from < rows.length; from += dimension) {
            vectors.add(vector(Arrays.copyOfRange(rows, from, from + dimension)));
        }
        return new ListRandomAccessVectorValues(vectors, dimension);
    }

    private static VectorFloat<?> vector(float[] values) {
        return VectorizationProvider.getInstance().getVectorTypeSupport().createFloatVector(values);
    }

    @Override
    public int[] nearest(float[] queries, int k) {
        int count = queries.length / vectors.dimension();
        int[] indices = new int[count * k];
        int parts = (count + QUERIES_OF_PART - 1) / QUERIES_OF_PART;
        workers.each(parts, part -> {
            int from = part * QUERIES_OF_PART;
            search(queries, from, Math.min(from + QUERIES_OF_PART, count), k, indices);
        });
        return indices;
    }

    private void search(float[] queries, int from, int to, int k, int[] indices) {
        int dimension = vectors.dimension();
        try (GraphSearcher searcher = new GraphSearcher(graph)) {
            for (int query = from; query < to; query++) {
                float[] one = Arrays.copyOfRange(queries, query * dimension, (query + 1) * dimension);
                System.arraycopy(found(searcher, one, k), 0, indices, query * k, k);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int[] found(GraphSearcher searcher, float[] query, int k) {
        DefaultSearchScoreProvider scores = DefaultSearchScoreProvider.exact(vector(query), EUCLIDEAN, vectors);
        SearchResult.NodeScore[] found = searcher.search(scores, k, Math.max(2 * k, BREADTH), 0, 0, Bits.ALL)
                .getNodes();
        return found.length < k
                ? searchedAll(query, k)
                : Arrays.stream(found).mapToInt(score -> score.node).toArray();
    }

    private int[] searchedAll(float[] query, int k) {
        try (TiledSearch all = new TiledSearch(rows, query.length, 1)) {
            return all.nearest(query, k);
        }
    }

    @Override
    public void write(ModelWriter model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            graph.save(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        model.bytes(ENTRY, bytes.toByteArray());
    }

    @Override
    public void close() {
        workers.close();
        graph.close();
    }
}
