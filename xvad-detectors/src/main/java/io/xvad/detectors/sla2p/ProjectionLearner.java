package io.xvad.detectors.sla2p;

import io.xvad.training.Learner;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains the classifier of projections until its answers in all steps so far are right often enough: the longer it learns, the surer it is
 * of anomalous features too.
 *
 * @param <E> an image
 */
final class ProjectionLearner<E> implements Learner {

    private static final String ONLY = "network";
    private static final String ANSWERS = "answers";

    private final Trainable net;
    private final Optimiser optimiser;
    private final List<E> images;
    private final int batch;
    private final double enough;
    private final BiFunction<List<E>, UniformRandomProvider, Map<String, INDArray>> inputs;
    private double right;
    private double answered;

    ProjectionLearner(
            Trainable net,
            Optimiser optimiser,
            List<E> images,
            int batch,
            double enough,
            BiFunction<List<E>, UniformRandomProvider, Map<String, INDArray>> inputs) {
        this.net = net;
        this.optimiser = optimiser;
        this.images = List.copyOf(images);
        this.batch = batch;
        this.enough = enough;
        this.inputs = inputs;
    }

    @Override
    public double epoch(UniformRandomProvider random) {
        List<E> order = new ArrayList<>(images);
        ListSampler.shuffle(random, order);
        double sum = 0;
        int steps = 0;
        for (int start = 0; start < order.size() && !isDone(); start += batch) {
            sum += step(order.subList(start, Math.min(order.size(), start + batch)), random);
            steps++;
        }
        return sum / steps;
    }

    private double step(List<E> some, UniformRandomProvider random) {
        Map<String, INDArray> values = inputs.apply(some, random);
        right += some.size() * (double) net.run(values, Sla2pNetwork.ACCURACY)[0];
        answered += some.size();
        double loss = optimiser.step(values);
        values.values().forEach(INDArray::close);
        return loss;
    }

    @Override
    public boolean isDone() {
        return answered > 0 && right / answered > enough;
    }

    @Override
    public double heldOutLoss() {
        return Double.NaN;
    }

    @Override
    public Map<String, Optimiser> optimisers() {
        return Map.of(ONLY, optimiser);
    }

    @Override
    public Map<String, float[]> state() {
        return Map.of(ANSWERS, new float[] {(float) right, (float) answered});
    }

    @Override
    public void restore(Map<String, float[]> state) {
        float[] answers = Objects.requireNonNull(state.get(ANSWERS), ANSWERS);
        right = answers[0];
        answered = answers[1];
    }
}
