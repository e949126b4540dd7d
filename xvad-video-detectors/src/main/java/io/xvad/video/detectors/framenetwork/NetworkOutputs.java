package io.xvad.video.detectors.framenetwork;

import io.xvad.core.option.Options;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What scoring needs of a network.
 *
 * @param terms names of the values whose means are parts of the score
 * @param items what stands for normal features, if the network has such things
 */
record NetworkOutputs(List<String> terms, Optional<FrameNetwork.Items> items) {

    static NetworkOutputs of(FrameNetwork recipe, Options options) {
        return new NetworkOutputs(
                recipe.terms(options).stream().map(FrameNetwork.Term::output).toList(), recipe.items());
    }

    /** Names of all values that are asked for. */
    List<String> names() {
        Set<String> names = new LinkedHashSet<>();
        names.add(FrameNetwork.ERROR);
        names.addAll(terms);
        items.ifPresent(some -> names.addAll(List.of(some.nearest(), some.distances())));
        return List.copyOf(names);
    }

    /** The values of one window, by name. */
    WindowNetwork.Found found(Map<String, float[]> values) {
        float[] none = {};
        return new WindowNetwork.Found(
                value(values, FrameNetwork.ERROR),
                terms.stream().mapToDouble(term -> mean(value(values, term))).toArray(),
                indices(items.map(some -> value(values, some.nearest())).orElse(none)),
                items.map(some -> value(values, some.distances())).orElse(none));
    }

    private static float[] value(Map<String, float[]> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    private static int[] indices(float[] values) {
        int[] indices = new int[values.length];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (int) values[i];
        }
        return indices;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
