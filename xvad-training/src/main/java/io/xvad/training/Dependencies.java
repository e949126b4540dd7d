package io.xvad.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.nd4j.autodiff.samediff.SameDiff;

/** What values of a graph are made of. */
final class Dependencies {

    private Dependencies() {}

    /**
     * Names of all values that some depend on, with these.
     *
     * @throws IllegalArgumentException if the graph has no such value
     */
    static Set<String> of(SameDiff graph, List<String> names) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(names);
        while (!open.isEmpty()) {
            String name = open.pop();
            if (!graph.hasVariable(name)) {
                throw new IllegalArgumentException("the graph has no variable '" + name + "'");
            }
            if (seen.add(name)) {
                open.addAll(parts(graph, name));
            }
        }
        return seen;
    }

    private static List<String> parts(SameDiff graph, String name) {
        String maker = Objects.requireNonNull(graph.getVariables().get(name)).getOutputOfOp();
        if (maker == null) {
            return List.of();
        }
        List<String> parts = Objects.requireNonNull(graph.getOps().get(maker)).getInputsToOp();
        return parts == null ? List.of() : parts;
    }
}
