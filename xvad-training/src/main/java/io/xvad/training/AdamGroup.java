package io.xvad.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam's steps of the weights of one rule. Gradients and moments of all of them lie one after the other, so that a step is a
 * few operations, and nothing is allocated in it. Not thread-safe.
 */
final class AdamGroup {

    /** Where a weight has its values, in its shape. */
    private record Part(INDArray weight, INDArray gradient, INDArray decayed, long from, long to) {}

    private final WeightRule rule;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final INDArray gradients;
    private final INDArray decayed;
    private final INDArray moments;
    private final AdamUpdater updater;

    private AdamGroup(WeightRule rule, Map<String, INDArray> weights) {
        this.rule = rule;
        long length = weights.values().stream().mapToLong(INDArray::length).sum();
        gradients = Nd4j.zeros(1, length);
        decayed = Nd4j.zeros(1, length);
        moments = Nd4j.zeros(1, 2 * length);
        updater = (AdamUpdater) new Adam(rule.learningRate()).instantiate(moments, true);
        long from = 0;
        for (Map.Entry<String, INDArray> entry : weights.entrySet()) {
            INDArray weight = entry.getValue();
            long to = from + weight.length();
            parts.put(
                    entry.getKey(),
                    new Part(weight, part(gradients, from, to, weight), part(decayed, from, to, weight), from, to));
            from = to;
        }
    }

    /** The groups of some weights, one for each rule. */
    static List<AdamGroup> of(Map<String, INDArray> weights, Map<String, WeightRule> rules) {
        Map<WeightRule, Map<String, INDArray>> grouped = new LinkedHashMap<>();
        weights.forEach((name, weight) -> grouped.computeIfAbsent(
                        Objects.requireNonNull(rules.get(name)), rule -> new LinkedHashMap<>())
                .put(name, weight));
        List<AdamGroup> groups = new ArrayList<>();
        grouped.forEach((rule, some) -> groups.add(new AdamGroup(rule, some)));
        return List.copyOf(groups);
    }

    private static INDArray part(INDArray all, long from, long to, INDArray weight) {
        return values(all, from, to).reshape('c', weight.shape());
    }

    private static INDArray values(INDArray all, long from, long to) {
        return all.get(NDArrayIndex.point(0), NDArrayIndex.interval(from, to));
    }

    /**
     * Changes the weights.
     *
     * @param found gradients by name of the weights
     * @param steps how many were made before
     */
    void step(Map<String, INDArray> found, int steps, int epoch) {
        parts.forEach((name, part) -> part.gradient.assign(Objects.requireNonNull(found.get(name), name)));
        if (rule.decay() != 0) {
            parts.values().forEach(part -> part.decayed.assign(part.weight));
            gradients.addi(decayed.muli(rule.decay()));
        }
        updater.applyUpdater(gradients, steps, epoch);
        parts.values().forEach(part -> part.weight.subi(part.gradient));
    }

    /** The first and then the second moments of each weight, by its name. */
    Map<String, float[]> moments() {
        Map<String, float[]> state = new LinkedHashMap<>();
        parts.forEach((name, part) -> {
            float[] first = Trainable.floats(first(part));
            float[] both = Arrays.copyOf(first, 2 * first.length);
            System.arraycopy(Trainable.floats(second(part)), 0, both, first.length, first.length);
            state.put(name, both);
        });
        return state;
    }

    /**
     * Restores what {@link #moments()} gave.
     *
     * @throws io.xvad.core.XvadModelException if it is of other weights
     */
    void restore(Map<String, float[]> state) {
        parts.forEach((name, part) -> {
            int length = Math.toIntExact(part.to - part.from);
            float[] both = Trainable.saved(state, name, 2L * length);
            Trainable.assign(first(part), Arrays.copyOf(both, length));
            Trainable.assign(second(part), Arrays.copyOfRange(both, length, 2 * length));
        });
    }

    private INDArray first(Part part) {
        return values(moments, part.from, part.to);
    }

    private INDArray second(Part part) {
        return values(moments, moments.length() / 2 + part.from, moments.length() / 2 + part.to);
    }
}
