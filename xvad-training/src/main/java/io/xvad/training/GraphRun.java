package io.xvad.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a graph forwards and backwards; a run uses the memory of the one before. Not thread-safe. */
final class GraphRun {

    private static final String BACKWARDS = "grad";

    /** A session that runs one graph, used by one thread at a time. */
    private record Session(SameDiff graph, InferenceSession session, RunMemory memory) {

        static Session of(SameDiff graph) {
            graph.setEnableCache(false);
            InferenceSession session = new InferenceSession(graph);
            RunMemory memory = new RunMemory();
            session.setMmgr(memory);
            return new Session(graph, session, memory);
        }

        Gradients run(Supplier<OutAndGrad> run) {
            long thread = Thread.currentThread().getId();
            graph.getSessions().put(thread, session);
            try {
                OutAndGrad found = run.get();
                return Gradients.of(found.getOutputs(), found.getGradients(), memory);
            } finally {
                memory.end(List.of());
                graph.getSessions().remove(thread);
            }
        }
    }

    private final SameDiff graph;
    private Optional<Session> forwards = Optional.empty();
    private Optional<Session> backwards = Optional.empty();

    GraphRun(SameDiff graph) {
        this.graph = graph;
    }

    /** Native arrays that no run uses again. */
    Map<String, INDArray> outputs(Map<String, INDArray> inputs, List<String> names) {
        return forwards(inputs, names).outputs();
    }

    Map<String, float[]> values(Map<String, INDArray> inputs, List<String> names) {
        Map<String, float[]> values = new LinkedHashMap<>();
        try (Gradients found = forwards(inputs, names)) {
            found.outputs().forEach((name, array) -> values.put(name, Trainable.floats(array)));
        }
        return values;
    }

    private Gradients forwards(Map<String, INDArray> inputs, List<String> names) {
        Session session = forwards.orElseGet(() -> Session.of(graph));
        forwards = Optional.of(session);
        return session.run(() -> new OutAndGrad(graph.output(inputs, names), Map.of()));
    }

    Gradients gradients(Map<String, INDArray> inputs, List<String> outputs, List<String> variables) {
        return backwards().run(() -> graph.calculateGradientsAndOutputs(inputs, outputs, variables));
    }

    /** Another one after the loss has changed. */
    private Session backwards() {
        if (!graph.hasGradientFunction()) {
            GradientFunction.add(graph);
        }
        SameDiff present = Objects.requireNonNull(graph.getFunction(BACKWARDS));
        Optional<Session> known = backwards.filter(session -> session.graph == present);
        if (known.isEmpty()) {
            backwards.ifPresent(past -> past.memory.close());
        }
        backwards = Optional.of(known.orElseGet(() -> Session.of(present)));
        return backwards.get();
    }

    /** Frees the memory of runs; the next run needs some again. */
    void free() {
        forwards.ifPresent(session -> session.memory.close());
        backwards.ifPresent(session -> session.memory.close());
    }
}
