package io.xvad.detectors.nearest;

import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.features.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Exact nearest neighbours of which most rows are never looked at: in a few {@linkplain LeadingDirections directions} an engine finds
 * how near each group of alike rows can be at best, and distances are computed only where that leaves a chance. A query to which too
 * many groups could be near is compared with all rows; where that is so for most of a sample, all queries are.
 */
final class BoundedSearch implements NeighbourSearch {

    /** Fewer rows are not worth it. */
    static final int FEWEST_ROWS = 512;

    /** With more values in a row the directions take long to find. */
    static final int MOST_VALUES = 1024;

    private static final int VALUES_PER_DIRECTION = 2;
    private static final int MOST_DIRECTIONS = 55;
    private static final int SAMPLED_BLOCKS = 8;
    private static final int GROUPS_PER_LOOK = 3;
    private static final String SHORT = "short";
    private static final String SMALLEST = "smallest";

    private final Network network;
    private final NeighbourSearch all;
    private final Workers workers;
    private final RowGroups groups;
    private final GroupedRows grouped;
    private final int dimension;

    /**
     * Finds directions and groups, and opens a network of them.
     *
     * @param workers run it; closed by whoever made them
     * @param all searches all of the rows; closed with this
     */
    BoundedSearch(InferenceEngine engine, Workers workers, float[] rows, int dimension, NeighbourSearch all) {
        this.all = all;
        this.workers = workers;
        this.dimension = dimension;
        int count = Math.min(MOST_DIRECTIONS, Math.max(1, dimension / VALUES_PER_DIRECTION));
        LeadingDirections directions = LeadingDirections.of(rows, dimension, count);
        float[] shortened = directions.shortened(rows);
        this.groups = RowGroups.of(shortened, directions.length());
        this.grouped = new GroupedRows(rows, dimension, shortened, directions.length(), groups);
        this.network = engine.open(model(directions), List.of(SHORT, SMALLEST), 1);
    }

    private byte[] model(LeadingDirections directions) {
        int length = directions.length();
        int columns = groups.count() * RowGroups.SIZE;
        return SearchGraph.named("bounds.onnx")
                .with("mean", directions.mean(), 1, dimension)
                .with("directions", directions.directions(), dimension, length - 1)
                .with("rows", grouped.columns(), columns, length)
                .with("norms", grouped.squaredNorms(), 1, columns)
                .with("groups", new float[] {-1, RowGroups.SIZE, groups.count()}, 3)
                .bytes();
    }

    @Override
    public int[] nearest(float[] queries, int k) {
        if (k > RowGroups.SIZE) {
            return all.nearest(queries, k);
        }
        QueryBlocks blocks = new QueryBlocks(queries.length / dimension);
        int[] indices = new int[blocks.queries() * k];
        boolean[] found = new boolean[blocks.queries()];
        int[] sample = blocks(blocks, true);
        int[] rest = blocks(blocks, false);
        search(queries, k, blocks, sample, indices, found);
        if (isWorthIt(blocks, sample, found)) {
            search(queries, k, blocks, rest, indices, found);
        }
        int[] open = IntStream.range(0, found.length).filter(i -> !found[i]).toArray();
        if (open.length > 0) {
            searchAll(queries, k, open, indices);
        }
        return indices;
    }

    private static int[] blocks(QueryBlocks blocks, boolean sampled) {
        return IntStream.range(0, blocks.count())
                .filter(block -> block % SAMPLED_BLOCKS == 0 == sampled)
                .toArray();
    }

    private static boolean isWorthIt(QueryBlocks blocks, int[] sample, boolean[] found) {
        int balance = 0;
        for (int block : sample) {
            for (int i = blocks.start(block); i < blocks.end(block); i++) {
                balance += found[i] ? 1 : -1;
            }
        }
        return balance > 0;
    }

    private void search(float[] queries, int k, QueryBlocks blocks, int[] chosen, int[] indices, boolean[] found) {
        workers.each(chosen.length, i -> {
            int start = blocks.start(chosen[i]);
            int end = blocks.end(chosen[i]);
            float[] some = Arrays.copyOfRange(queries, start * dimension, end * dimension);
            Map<String, Tensor> outputs = network.run(Tensor.owning(some, end - start, dimension));
            float[] shortened = Objects.requireNonNull(outputs.get(SHORT)).toArray();
            float[] smallest = Objects.requireNonNull(outputs.get(SMALLEST)).toArray();
            NearestSoFar nearest = new NearestSoFar(k);
            GroupChoice choice = new GroupChoice(groups.count());
            for (int query = 0; query < end - start; query++) {
                GroupedRows.Query one = grouped.query(some, shortened, query);
                nearest.restart(row -> one.offer(row, nearest));
                found[start + query] = search(one, smallest, query * groups.count(), nearest, choice);
                nearest.copyTo(indices, (start + query) * k);
            }
        });
    }

    /** Whether few enough groups could hold one of the nearest, so that they were looked at, the most promising first. */
    private boolean search(
            GroupedRows.Query query, float[] smallest, int offset, NearestSoFar nearest, GroupChoice choice) {
        choice.choose(smallest, offset, query.limit(nearest));
        if (choice.count() == 0) {
            return nearest.isFull();
        }
        int first = choice.first();
        query.look(first, nearest);
        choice.narrow(smallest, offset, query.limit(nearest));
        if (choice.count() * GROUPS_PER_LOOK > groups.count()) {
            return false;
        }
        for (int i = 0; i < choice.count(); i++) {
            int group = choice.group(i);
            if (group != first && smallest[offset + group] <= query.limit(nearest)) {
                query.look(group, nearest);
            }
        }
        return true;
    }

    private void searchAll(float[] queries, int k, int[] open, int[] indices) {
        float[] some = new float[open.length * dimension];
        for (int i = 0; i < open.length; i++) {
            System.arraycopy(queries, open[i] * dimension, some, i * dimension, dimension);
        }
        int[] found = all.nearest(some, k);
        for (int i = 0; i < open.length; i++) {
            System.arraycopy(found, i * k, indices, open[i] * k, k);
        }
    }

    @Override
    public void close() {
        network.close();
        all.close();
    }
}
