package io.xvad.video.detectors.framenetwork;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The memory of Park et al. 2020: reading (equations 1 and 2), compactness (equation 8) and separateness (equation 9). Queries
 * and items are rows of length 1.
 */
public final class ItemMemory {

    public static final String MEMORY = "memory";

    /** Name of the queries, shape (queries, channels). */
    public static final String QUERIES = "queries";

    /** Name of the index of each query's nearest item. */
    public static final String NEAREST = "memory-nearest";

    /** Name of each query's distance from its nearest item. */
    public static final String DISTANCES = "memory-distances";

    private static final double MARGIN = 1;
    private static final double SHORTEST = 1e-12;

    private static final double NEVER = 1e3;
    private static final double FAR = 1e2;

    private final SameDiff graph;
    private final SDVariable memory;
    private final Optional<SDVariable> selected;

    private ItemMemory(SameDiff graph, SDVariable memory, Optional<SDVariable> selected) {
        this.graph = graph;
        this.memory = memory;
        this.selected = selected;
    }

    /** Over items, shape (items, channels). */
    public ItemMemory(SameDiff graph, SDVariable memory) {
        this(graph, memory, Optional.empty());
    }

    /** The same over some of the items: those whose value of shape (1, items) is 1, and not those whose value is 0. */
    public ItemMemory over(SDVariable some) {
        return new ItemMemory(graph, memory, Optional.of(some));
    }

    /** Rows of length 1. */
    public SDVariable normalised(SDVariable rows) {
        SDVariable squares = graph.math().square(rows).sum(true, 1).add(SHORTEST);
        return rows.div(graph.math().sqrt(squares));
    }

    private SDVariable alike(SDVariable queries) {
        SDVariable alike = queries.mmul(graph.transpose(memory));
        return selected.map(some -> alike.add(some.sub(1).mul(NEVER))).orElse(alike);
    }

    /** For each query the mean of the items, weighed by a softmax of how alike they are. */
    public SDVariable read(SDVariable queries) {
        return graph.nn().softmax(alike(queries), 1).mmul(memory);
    }

    /** Squared distances, shape (queries, items); both have length 1. */
    private SDVariable squaredDistances(SDVariable queries) {
        return graph.math().abs(alike(queries).mul(-2).add(2));
    }

    /** Mean squared distance of queries from their nearest item; names indices and distances. */
    public SDVariable compactness(SDVariable queries) {
        graph.argmax(alike(queries), 1).castTo(queries.dataType()).rename(NEAREST);
        SDVariable nearest = squaredDistances(queries).min(1);
        graph.math().sqrt(nearest.add(SHORTEST)).rename(DISTANCES);
        return nearest.mean();
    }

    /** By how much the second nearest item is not farther than the nearest by a margin, on average. */
    public SDVariable separateness(SDVariable queries) {
        SDVariable squared = squaredDistances(queries);
        SDVariable isNearest = squared.lte(squared.min(true, 1)).castTo(squared.dataType());
        SDVariable second = squared.add(isNearest.mul(FAR)).min(1);
        return graph.nn().relu(squared.min(1).sub(second).add(MARGIN), 0).mean();
    }
}
