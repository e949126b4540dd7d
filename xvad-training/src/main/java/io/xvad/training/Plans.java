package io.xvad.training;

import io.xvad.training.plan.PlanMemory;
import io.xvad.training.plan.StaticPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The static plans of a graph, one for each form of its inputs. They share memory, as one of them runs at a time; while the
 * results of a run are still held, other memory is used. Not thread-safe.
 */
final class Plans {

    /** What a plan is for. */
    private record Purpose(Map<String, List<Long>> shapes, List<String> wanted) {

        static Purpose of(Map<String, INDArray> inputs, List<String> wanted) {
            Map<String, List<Long>> shapes = new TreeMap<>();
            inputs.forEach((name, array) ->
                    shapes.put(name, Arrays.stream(array.shape()).boxed().toList()));
            return new Purpose(shapes, List.copyOf(wanted));
        }
    }

    /** Plans in one memory. */
    private static final class Place {

        private final PlanMemory memory = new PlanMemory();
        private final Map<SameDiff, Map<Purpose, Optional<StaticPlan>>> plans = new IdentityHashMap<>();
        private boolean taken;
    }

    /** What is made of the values of a run. */
    @FunctionalInterface
    interface Results {

        /** Makes it of values that stay as they are until they are given back. */
        Gradients of(Map<String, INDArray> values, Runnable back);
    }

    private final boolean on = StaticPlan.isOn();
    private final List<Place> places = new ArrayList<>();

    /** The results of a run; empty if SameDiff itself is to run the graph. */
    Optional<Gradients> run(SameDiff graph, Map<String, INDArray> inputs, List<String> wanted, Results results) {
        if (!on) {
            return Optional.empty();
        }
        Place place = free();
        return place.plans
                .computeIfAbsent(graph, first -> new HashMap<>())
                .computeIfAbsent(
                        Purpose.of(inputs, wanted), first -> StaticPlan.of(graph, inputs, wanted, place.memory))
                .map(plan -> {
                    Map<String, INDArray> values = plan.run(inputs);
                    place.taken = true;
                    return results.of(values, () -> place.taken = false);
                });
    }

    private Place free() {
        for (Place place : places) {
            if (!place.taken) {
                return place;
            }
        }
        Place place = new Place();
        places.add(place);
        return place;
    }

    /** Forgets the plans of a graph that is not run any more. */
    void forget(SameDiff graph) {
        places.forEach(place -> place.plans.remove(graph));
    }

    /** Frees the memory of runs; the next run needs some again. */
    void close() {
        places.forEach(place -> place.memory.close());
        places.clear();
    }
}
