package io.xvad.detectors.patchcore;

import io.xvad.detectors.features.FeatureGraph;
import io.xvad.detectors.nearest.NearestRows;
import io.xvad.detectors.nearest.SquaredNorms;
import io.xvad.training.onnx.OnnxGraph;
import java.util.Optional;

/** Adds PatchCore's distances and score to an ONNX graph: the same rows are found, and then measured term by term. */
final class PatchCoreGraph {

    private final OnnxGraph onnx;
    private final NearestRows memory;
    private final String rows;

    private PatchCoreGraph(OnnxGraph onnx, NearestRows memory) {
        this.onnx = onnx;
        this.memory = memory;
        this.rows = onnx.constant(memory.rows(), memory.count(), memory.dimension());
    }

    static FeatureGraph.Judged of(OnnxGraph onnx, NearestRows memory, Scoring scoring, String queries) {
        PatchCoreGraph nearest = new PatchCoreGraph(onnx, memory);
        String indices = nearest.search(queries, scoring.neighbours());
        String distances = nearest.distances(queries, indices);
        Optional<String> score = scoring.reweighted()
                ? Optional.of(nearest.reweighted(queries, indices, distances, scoring.reweightingNeighbours()))
                : Optional.empty();
        String mean = onnx.node("ReduceMean", node -> node.integers("axes", 1).integer("keepdims", 0), distances);
        return new FeatureGraph.Judged(mean, score);
    }

    /** Indices of the nearest rows, shape (queries, k). */
    private String search(String queries, int wanted) {
        String products = onnx.node("MatMul", queries, onnx.transposed(rows, 1, 0));
        String keys = onnx.node("Sub", norms(), onnx.node("Mul", products, onnx.constant(2)));
        long k = Math.min(wanted, memory.count());
        return onnx.second("TopK", node -> node.integer("axis", 1).integer("largest", 0), keys, onnx.integers(k));
    }

    private String norms() {
        return onnx.constant(SquaredNorms.of(memory.rows(), memory.dimension()), 1, memory.count());
    }

    /** Distances of queries, shape (n, D), to rows of these indices, shape (n, k). */
    private String distances(String queries, String indices) {
        String found = onnx.node("Gather", node -> node.integer("axis", 0), rows, indices);
        String each = onnx.node("Unsqueeze", queries, onnx.integers(1));
        String away = onnx.node("Sub", each, found);
        String squares = onnx.node(
                "ReduceSum", node -> node.integer("keepdims", 0), onnx.node("Mul", away, away), onnx.integers(2));
        return onnx.node("Sqrt", squares);
    }

    /** Equation 7 of the paper, as {@link Scoring#reweighted} has it. */
    private String reweighted(String queries, String indices, String distances, int neighbours) {
        String nearest = first(distances);
        String farthest = onnx.node("ArgMax", node -> node.integer("axis", 0), nearest);
        String distance = picked(nearest, farthest);
        if (Math.min(neighbours, memory.count()) < 2) {
            return distance;
        }
        String support = picked(first(indices), farthest);
        String around = search(picked(rows, support), neighbours);
        String others = distances(picked(queries, farthest), around);
        String sum = onnx.node(
                "ReduceSum", node -> node.integer("keepdims", 0), onnx.node("Exp", onnx.node("Sub", others, distance)));
        String share = onnx.node("Sub", onnx.constant(1), onnx.node("Div", onnx.constant(1), sum));
        return onnx.node("Mul", share, distance);
    }

    /** The first column, shape (n). */
    private String first(String columns) {
        String column = onnx.node("Slice", columns, onnx.integers(0), onnx.integers(1), onnx.integers(1));
        return onnx.reshaped(column, -1);
    }

    private String picked(String values, String index) {
        return onnx.node("Gather", node -> node.integer("axis", 0), values, onnx.reshaped(index, -1));
    }
}
