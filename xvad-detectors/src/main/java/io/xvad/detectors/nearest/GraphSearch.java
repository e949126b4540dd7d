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
import java.util.stream.IntStream;

/**
 * Nearest neighbours by walking a graph of neighbours (Subramanya et al. 2019, "DiskANN"; the library is JVector): few rows are
 * looked at, and sometimes the nearest is not among them. Where the graph leads to too few rows, all are looked at.
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

    private GraphSearch(float[] rows, RandomAccessVectorValues vectors, OnHeapGraphIndex graph) {
        this.rows = rows;
        this.vectors = vectors;
        this.graph = graph;
    }

    /**
     * Does nothing.
     *
     * @throws NoClassDefFoundError if JVector is missing
     */
    static void requireLibrary() {
        VectorizationProvider.getInstance();
    }

    /** Builds the graph, on one thread so that the same rows always give the same one. */
    static GraphSearch build(float[] rows, int dimension) {
        RandomAccessVectorValues vectors = vectors(rows, dimension);
        ForkJoinPool thread = new ForkJoinPool(1);
        try (GraphIndexBuilder builder = new GraphIndexBuilder(
                scores(vectors), dimension, DEGREE, BREADTH_OF_BUILDING, OVERFLOW, ALPHA, true, true, thread, thread)) {
            return new GraphSearch(rows, vectors, (OnHeapGraphIndex) builder.build(vectors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            thread.shutdown();
        }
    }

    /**
     * Reads the graph of these rows.
     *
     * @throws XvadModelException if it is not one of so many rows
     */
    static GraphSearch read(ModelReader model, float[] rows, int dimension) {
        RandomAccessVectorValues vectors = vectors(rows, dimension);
        byte[] bytes = model.bytes(ENTRY);
        try (ByteBufferReader in = new ByteBufferReader(ByteBuffer.wrap(bytes))) {
            OnHeapGraphIndex graph =
                    OnHeapGraphIndex.load(in, dimension, OVERFLOW, new VamanaDiversityProvider(scores(vectors), ALPHA));
            requireRows(graph, vectors.size());
            graph.setAllMutationsCompleted();
            return new GraphSearch(rows, vectors, graph);
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
        IntStream.range(0, parts).parallel().forEach(part -> {
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
                ? new TiledSearch(rows, query.length).nearest(query, k)
                : Arrays.stream(found).mapToInt(score -> score.node).toArray();
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
        graph.close();
    }
}
