package io.xvad.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a graph forwards and backwards: by static plans where their results are copied or given back soon, else by SameDiff's
 * own execution, a run of which uses the memory of the one before. Not thread-safe.
 */
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
    private final Plans plans = new Plans();
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
        Optional<Gradients> planned =
                plans.run(graph, inputs, names, (found, back) -> new Gradients(found, Map.of(), back));
        try (Gradients found = planned.orElseGet(() -> forwards(inputs, names))) {
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

    /** The same by a static plan, if the graph has one: the arrays are not the caller's to close. */
    Gradients planned(Map<String, INDArray> inputs, List<String> outputs, List<String> variables) {
        SameDiff present = backwards().graph;
        Map<String, String> names = gradientNames(variables);
        List<String> wanted = new ArrayList<>(outputs);
        wanted.addAll(names.values());
        return plans.run(present, inputs, wanted, (values, back) -> named(values, outputs, names, back))
                .orElseGet(() -> gradients(inputs, outputs, variables));
    }

    private static Gradients named(
            Map<String, INDArray> values, List<String> outputs, Map<String, String> names, Runnable back) {
        Map<String, INDArray> found = new LinkedHashMap<>();
        outputs.forEach(name -> found.put(name, Objects.requireNonNull(values.get(name))));
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        names.forEach((variable, name) -> gradients.put(variable, Objects.requireNonNull(values.get(name))));
        return new Gradients(found, gradients, back);
    }

    /** Of those variables that the loss depends on. */
    private Map<String, String> gradientNames(List<String> variables) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String variable : variables) {
            SDVariable gradient = graph.getVariable(variable).getGradient();
            if (gradient != null) {
                names.put(variable, gradient.name());
            }
        }
        return names;
    }

    /** Another one after the loss has changed. */
    private Session backwards() {
        if (!graph.hasGradientFunction()) {
            GradientFunction.add(graph);
        }
        SameDiff present = Objects.requireNonNull(graph.getFunction(BACKWARDS));
        Optional<Session> known = backwards.filter(session -> session.graph == present);
        if (known.isEmpty()) {
            backwards.ifPresent(past -> {
                past.memory.close();
                plans.forget(past.graph);
            });
        }
        backwards = Optional.of(known.orElseGet(() -> Session.of(present)));
        return backwards.get();
    }

    /** Frees the memory of runs; the next run needs some again. */
    void free() {
        forwards.ifPresent(session -> session.memory.close());
        backwards.ifPresent(session -> session.memory.close());
        plans.close();
    }
}
