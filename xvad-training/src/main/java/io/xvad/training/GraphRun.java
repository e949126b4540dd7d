package io.xvad.training;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a graph forwards and backwards and frees what a run has allocated, but for what was asked for. Not thread-safe. */
final class GraphRun {

    private static final String BACKWARDS = "grad";

    /** What runs one graph, by whichever thread. */
    private record Session(SameDiff graph, InferenceSession session, RunMemory memory) {

        static Session of(SameDiff graph) {
            graph.setEnableCache(false);
            InferenceSession session = new InferenceSession(graph);
            RunMemory memory = new RunMemory();
            session.setMmgr(memory);
            return new Session(graph, session, memory);
        }

        <T> T run(Supplier<T> run, Function<T, Collection<INDArray>> kept) {
            long thread = Thread.currentThread().getId();
            graph.getSessions().put(thread, session);
            try {
                T found = run.get();
                memory.freeAllBut(kept.apply(found));
                return found;
            } finally {
                memory.close();
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

    Map<String, INDArray> outputs(Map<String, INDArray> inputs, List<String> names) {
        Session session = forwards.orElseGet(() -> Session.of(graph));
        forwards = Optional.of(session);
        return session.run(() -> graph.output(inputs, names), Map::values);
    }

    Gradients gradients(Map<String, INDArray> inputs, List<String> outputs, List<String> variables) {
        return backwards()
                .run(
                        () -> {
                            var found = graph.calculateGradientsAndOutputs(inputs, outputs, variables);
                            return new Gradients(found.getOutputs(), found.getGradients());
                        },
                        GraphRun::all);
    }

    private static Collection<INDArray> all(Gradients gradients) {
        List<INDArray> all = new ArrayList<>(gradients.outputs().values());
        all.addAll(gradients.gradients().values());
        return all;
    }

    /** Another one after the loss has changed. */
    private Session backwards() {
        if (!graph.hasGradientFunction()) {
            graph.createGradFunction();
        }
        SameDiff present = Objects.requireNonNull(graph.getFunction(BACKWARDS));
        Session session = backwards.filter(known -> known.graph == present).orElseGet(() -> Session.of(present));
        backwards = Optional.of(session);
        return session;
    }
}
