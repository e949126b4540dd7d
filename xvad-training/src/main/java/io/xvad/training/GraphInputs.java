package io.xvad.training;

import io.xvad.core.engine.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The inputs of a graph.
 *
 * @param shapes by name, negative dimensions for any size; an empty shape for any; empty if not known
 */
record GraphInputs(Optional<Map<String, long[]>> shapes) {

    /** Whatever the graph takes. */
    static final GraphInputs ANY = new GraphInputs(Optional.empty());

    private static final long[] ANY_SHAPE = {};

    /** One of this name. */
    static GraphInputs one(String name) {
        return new GraphInputs(Optional.of(Map.of(name, ANY_SHAPE)));
    }

    /**
     * The placeholders that outputs of a graph depend on.
     *
     * @throws IllegalArgumentException if the graph has no such output
     */
    static GraphInputs of(SameDiff graph, String... outputs) {
        Map<String, long[]> shapes = new TreeMap<>();
        for (String name : Dependencies.of(graph, List.of(outputs))) {
            SDVariable variable = graph.getVariable(name);
            if (variable.isPlaceHolder()) {
                shapes.put(name, variable.placeholderShape());
            }
        }
        return new GraphInputs(Optional.of(shapes));
    }

    /**
     * The name of the only one.
     *
     * @throws IllegalArgumentException if there are several, or that is not known
     */
    String only() {
        return shapes.filter(known -> known.size() == 1)
                .map(known -> known.keySet().iterator().next())
                .orElseThrow(() -> new IllegalArgumentException("this network takes its inputs by name"
                        + shapes.map(known -> ": " + known.keySet()).orElse("")));
    }

    /**
     * Whether these are they.
     *
     * @throws IllegalArgumentException if one is missing, unknown or of another shape
     */
    void require(Map<String, Tensor> values) {
        shapes.ifPresent(known -> {
            if (!known.keySet().equals(values.keySet())) {
                throw new IllegalArgumentException(
                        "the network takes the inputs " + known.keySet() + ", got " + values.keySet());
            }
            known.forEach((name, shape) -> require(name, shape, Objects.requireNonNull(values.get(name))));
        });
    }

    private static void require(String name, long[] wanted, Tensor value) {
        int[] shape = value.shape();
        boolean fits = wanted.length == 0 || wanted.length == shape.length;
        for (int i = 0; fits && i < wanted.length; i++) {
            fits = wanted[i] < 0 || wanted[i] == shape[i];
        }
        if (!fits) {
            throw new IllegalArgumentException("the input '" + name + "' must have the shape " + Arrays.toString(wanted)
                    + " (-1: any size), got " + Arrays.toString(shape));
        }
    }
}
