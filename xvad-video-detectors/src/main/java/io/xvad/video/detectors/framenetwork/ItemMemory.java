package io.xvad.video.detectors.framenetwork;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A memory of items that queries read, as in Park, Noh and Ham, "Learning Memory-guided Normality for Anomaly Detection" (CVPR 2020):
 * reading, compactness loss and separateness loss. Queries and items are rows of
 * length 1.
 */
public final class ItemMemory {

    /** Name of the queries, shape (queries, channels). */
    public static final String QUERIES = "queries";

    /** Name of the index of each query's nearest item. */
    public static final String NEAREST = "memory-nearest";

    /** Name of each query's distance from its nearest item. */
    public static final String DISTANCES = "memory-distances";

    /** Name of its squared distance. */
    public static final String SQUARES = "memory-squares";

    private static final double MARGIN = 1;
    private static final double SHORTEST = 1e-12;

    private static final double NEVER = 1e3;
    private static final double FAR = 1e2;

    private final SameDiff graph;
    private final SDVariable memory;
    private final int channels;
    private final Optional<SDVariable> selected;

    private ItemMemory(SameDiff graph, SDVariable memory, int channels, Optional<SDVariable> selected) {
        this.graph = graph;
        this.memory = memory;
        this.channels = channels;
        this.selected = selected;
    }

    /** A memory of these items, shape (items, channels). */
    public ItemMemory(SameDiff graph, SDVariable memory, int channels) {
        this(graph, memory, channels, Optional.empty());
    }

    /** The same over some of the items: those whose value of shape (1, items) is 1, and not those whose value is 0. */
    public ItemMemory over(SDVariable some) {
        return new ItemMemory(graph, memory, channels, Optional.of(some));
    }

    /** Scales each row to length 1. */
    public SDVariable normalised(SDVariable rows) {
        SDVariable squares = graph.math().square(rows).sum(true, 1).add(SHORTEST);
        return rows.div(graph.math().sqrt(squares));
    }

    private SDVariable similarities(SDVariable queries) {
        SDVariable similarities = queries.mmul(graph.transpose(memory));
        return selected.map(some -> similarities.add(some.sub(1).mul(NEVER))).orElse(similarities);
    }

    /** Reads for each query the mean of the items, weighted by a softmax of their similarities. */
    public SDVariable read(SDVariable queries) {
        return graph.nn().softmax(similarities(queries), 1).mmul(memory);
    }

    /** Squared distances, shape (queries, items); both have length 1. */
    private SDVariable squaredDistances(SDVariable queries) {
        return graph.math().abs(similarities(queries).mul(-2).add(2));
    }

    /**
     * The mean squared error of queries as their nearest items: the squared distance divided by the number of channels, as in the authors'
     * code. Names {@link #NEAREST}, {@link #DISTANCES} and {@link #SQUARES}.
     */
    public SDVariable compactness(SDVariable queries) {
        graph.argmax(similarities(queries), 1).castTo(queries.dataType()).rename(NEAREST);
        SDVariable nearest = squaredDistances(queries).min(1).rename(SQUARES);
        distance(nearest).rename(DISTANCES);
        return nearest.mean().div(channels);
    }

    /** The mean amount by which the second nearest item is not a margin farther than the nearest. */
    public SDVariable separateness(SDVariable queries) {
        SDVariable squared = squaredDistances(queries);
        SDVariable isNearest = squared.lte(squared.min(true, 1)).castTo(squared.dataType());
        SDVariable second = squared.add(isNearest.mul(FAR)).min(1);
        SDVariable apart = distance(squared.min(1)).sub(distance(second));
        return graph.nn().relu(apart.add(MARGIN), 0).mean();
    }

    private SDVariable distance(SDVariable squared) {
        return graph.math().sqrt(squared.add(SHORTEST));
    }
}
