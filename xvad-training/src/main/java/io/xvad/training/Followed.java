package io.xvad.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Values of each batch that some that are kept with the weights follow. Not thread-safe. */
final class Followed {

    /** A value that is kept moves by a share of its distance from that of the batch. */
    private record Pursuit(INDArray kept, SDVariable ofBatch, double share, SDVariable user) {

        void move(INDArray batch) {
            try (INDArray moved = batch.mul(share)) {
                kept.muli(1 - share).addi(moved.reshape(kept.shape()));
            }
        }
    }

    private final Map<String, Pursuit> pursuits = new LinkedHashMap<>();

    /**
     * Adds one.
     *
     * @param ofBatch the value it follows
     * @param user a value that matters; a step of an optimiser whose loss depends on it moves what is kept
     */
    void add(String name, INDArray kept, SDVariable ofBatch, double share, SDVariable user) {
        if (pursuits.putIfAbsent(name, new Pursuit(kept, ofBatch, share, user)) != null) {
            throw new IllegalArgumentException("'" + name + "' already follows another value");
        }
    }

    /** Names of the values to move towards after a step of a loss that depends on these. */
    List<String> names(Set<String> dependencies) {
        return pursuits.values().stream()
                .filter(pursuit -> dependencies.contains(pursuit.user.name()))
                .map(pursuit -> pursuit.ofBatch.name())
                .toList();
    }

    /** Moves all that follow one of these values of a batch. */
    void move(List<String> names, Map<String, INDArray> values) {
        pursuits.values().stream()
                .filter(pursuit -> names.contains(pursuit.ofBatch.name()))
                .forEach(pursuit -> pursuit.move(Objects.requireNonNull(values.get(pursuit.ofBatch.name()))));
    }
}
