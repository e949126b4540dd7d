package io.xvad.video.detectors.framenetwork;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A trained network that is run on one window at a time. Thread-safe; close it to free native memory. */
final class WindowNetwork implements AutoCloseable {

    private final Network network;
    private final WindowInputs inputs;
    private final List<ScoreTerm> terms;
    private final Optional<MemoryItems> memory;
    private final Optional<AdaptingMemory> adapting;
    private final Optional<Tensor> items;

    /**
     * Owns the network, which was opened with the outputs of {@link FrameScoring#outputs}.
     *
     * @param weights the network's, by name, among them the items of a memory that adapts
     */
    WindowNetwork(Network network, FrameScoring scoring, Map<String, Tensor> weights) {
        this.network = network;
        this.inputs = scoring.inputs();
        this.terms = scoring.terms();
        this.memory = scoring.items();
        this.adapting = scoring.adapting();
        this.items = adapting.map(some -> Objects.requireNonNull(weights.get(some.name()), some.name()));
    }

    /** Runs it on a window given by its frames as {@link FrameWindow#resized} makes them, the oldest first. */
    WindowOutputs run(List<float[]> window) {
        return run(window, items);
    }

    /** The items of a memory that adapts, as they were fitted. */
    Optional<Tensor> items() {
        return items;
    }

    /** The same with other items of a memory that adapts. */
    WindowOutputs run(List<float[]> window, Optional<Tensor> read) {
        Map<String, Tensor> given = new HashMap<>(inputs.of(List.of(window)));
        adapting.ifPresent(some -> given.put(some.name(), read.orElseThrow()));
        Map<String, Tensor> found = network.run(given);
        float[] none = {};
        return new WindowOutputs(
                values(found, FrameNetwork.ERROR),
                terms.stream()
                        .mapToDouble(term -> mean(values(found, term.output())))
                        .toArray(),
                indices(memory.map(some -> values(found, some.nearest())).orElse(none)),
                memory.map(some -> values(found, some.distances())).orElse(none),
                adapting.map(some -> values(found, some.queries())).orElse(none));
    }

    private static float[] values(Map<String, Tensor> found, String name) {
        return Objects.requireNonNull(found.get(name), name).toArray();
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

    @Override
    public void close() {
        network.close();
    }
}
