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

/**
 * Steps of the weights of one rule. Gradients and moments of all of them lie one after the other, so that a step is a
 * few operations, and nothing is allocated in it. Not thread-safe.
 */
final class WeightGroup {

    /** Where a weight has its values, in its shape. */
    private record Part(INDArray weight, INDArray gradient, INDArray decayed, long from, long to) {

        int length() {
            return Math.toIntExact(to - from);
        }
    }

    private final WeightRule rule;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final INDArray gradients;
    private final INDArray decayed;
    private final Moving moving;
    private final int moments;

    private WeightGroup(WeightRule rule, Map<String, INDArray> weights) {
        this.rule = rule;
        long length = weights.values().stream().mapToLong(INDArray::length).sum();
        gradients = Nd4j.zeros(1, length);
        decayed = Nd4j.zeros(1, length);
        moving = Moving.of(rule, length);
        moments = Math.toIntExact(moving.moments().length() / length);
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
    static List<WeightGroup> of(Map<String, INDArray> weights, Map<String, WeightRule> rules) {
        Map<WeightRule, Map<String, INDArray>> grouped = new LinkedHashMap<>();
        weights.forEach((name, weight) -> grouped.computeIfAbsent(
                        Objects.requireNonNull(rules.get(name)), rule -> new LinkedHashMap<>())
                .put(name, weight));
        List<WeightGroup> groups = new ArrayList<>();
        grouped.forEach((rule, some) -> groups.add(new WeightGroup(rule, some)));
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
        moving.apply(gradients, steps, epoch);
        parts.values().forEach(part -> part.weight.subi(part.gradient));
    }

    /** What is remembered of the gradients of each weight, by its name: all of one moment and then all of the next. */
    Map<String, float[]> moments() {
        Map<String, float[]> state = new LinkedHashMap<>();
        parts.forEach((name, part) -> {
            int length = part.length();
            float[] all = new float[moments * length];
            for (int i = 0; i < moments; i++) {
                System.arraycopy(Trainable.floats(moment(i, part)), 0, all, i * length, length);
            }
            state.put(name, all);
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
            int length = part.length();
            float[] all = Trainable.saved(state, name, (long) moments * length);
            for (int i = 0; i < moments; i++) {
                Trainable.assign(moment(i, part), Arrays.copyOfRange(all, i * length, (i + 1) * length));
            }
        });
    }

    private INDArray moment(int index, Part part) {
        long first = index * gradients.length();
        return values(moving.moments(), first + part.from, first + part.to);
    }
}
