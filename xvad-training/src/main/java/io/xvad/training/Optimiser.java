package io.xvad.training;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;

/** Adam (Kingma and Ba 2015) over the weights of a graph. Not thread-safe. */
public final class Optimiser {

    private final Trainable trainable;
    private final String loss;
    private final Map<String, AdamUpdater> updaters = new LinkedHashMap<>();
    private final Map<String, INDArray> states = new LinkedHashMap<>();
    private final double weightDecay;
    private final NativeMemory memory = new NativeMemory();
    private Optional<GradientPenalty> penalty = Optional.empty();
    private int steps;
    private int epoch;

    /**
     * An optimiser of all weights.
     *
     * @param loss name of the scalar that is to become small; it is marked as the loss of the graph
     * @param learningRate step by name of the weights
     * @param weightDecay share of the weights that is added to their gradient
     */
    public Optimiser(Trainable trainable, String loss, ToDoubleFunction<String> learningRate, double weightDecay) {
        this(trainable, loss, weightDecay, name -> new FixedSchedule(learningRate.applyAsDouble(name)));
    }

    /**
     * An optimiser of all weights, whose step changes with the epoch.
     *
     * @param loss name of the scalar that is to become small; it is marked as the loss of the graph
     * @param learningRate step by epoch, for all weights
     */
    public Optimiser(Trainable trainable, String loss, ISchedule learningRate) {
        this(trainable, loss, 0, name -> learningRate);
    }

    private Optimiser(Trainable trainable, String loss, double weightDecay, Function<String, ISchedule> learningRate) {
        this.trainable = trainable;
        this.loss = loss;
        this.weightDecay = weightDecay;
        trainable.graph().setLossVariables(loss);
        for (String name : trainable.names()) {
            INDArray state = Nd4j.zeros(1, 2 * trainable.weight(name).length());
            states.put(name, state);
            updaters.put(name, updater(state, learningRate.apply(name)));
        }
    }

    private static AdamUpdater updater(INDArray state, ISchedule learningRate) {
        return (AdamUpdater) new Adam(learningRate).instantiate(state, true);
    }

    /** Adds a penalty on the gradients to the loss. */
    public Optimiser with(GradientPenalty penalty) {
        this.penalty = Optional.of(penalty);
        return this;
    }

    /** Says which epoch begins, from 0. */
    void begin(int epoch) {
        this.epoch = epoch;
    }

    /** One step; the loss before it. A loss that is not finite changes nothing. */
    public double step(Map<String, INDArray> inputs) {
        Found found = constrained(inputs);
        if (Double.isFinite(found.loss)) {
            found.gradients.forEach(this::update);
            steps++;
        }
        return found.loss;
    }

    /** Gradients of loss and penalty by name of the weights, without a step. */
    public Map<String, INDArray> penalised(Map<String, INDArray> inputs) {
        return constrained(inputs).gradients;
    }

    private Found constrained(Map<String, INDArray> inputs) {
        Found found = gradients(inputs);
        if (penalty.isEmpty()) {
            return found;
        }
        GradientPenalty.Slope slope = penalty.get().of(found.gradients);
        penalty.get().stepped(found.gradients);
        new SecondDerivative(trainable, () -> gradients(inputs).gradients).addTo(found.gradients, slope.derivative());
        return new Found(found.loss + slope.value(), found.gradients);
    }

    private Found gradients(Map<String, INDArray> inputs) {
        List<String> names = trainable.names();
        var found = trainable.graph().calculateGradientsAndOutputs(inputs, List.of(loss), names);
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        names.forEach(name ->
                gradients.put(name, Objects.requireNonNull(found.getGradients().get(name))));
        memory.used();
        return new Found(Objects.requireNonNull(found.getOutputs().get(loss)).getDouble(0), gradients);
    }

    private record Found(double loss, Map<String, INDArray> gradients) {}

    private void update(String name, INDArray gradient) {
        INDArray weight = trainable.weight(name);
        try (INDArray step = gradient.dup('c');
                INDArray decay = weight.mul(weightDecay)) {
            step.addi(decay);
            Objects.requireNonNull(updaters.get(name)).applyUpdater(step.reshape('c', 1, step.length()), steps, epoch);
            weight.subi(step);
        }
        gradient.close();
    }

    /** The loss without a step. */
    public double loss(Map<String, INDArray> inputs) {
        return trainable.run(inputs, loss)[0];
    }

    /** Weights and moments, to go on from. */
    State state() {
        Map<String, float[]> moments = new HashMap<>();
        states.forEach((name, state) -> moments.put(name, state.dup('c').data().asFloat()));
        return new State(trainable.values(), moments, steps);
    }

    void restore(State state) {
        trainable.restore(state.weights);
        state.moments.forEach((name, values) -> Objects.requireNonNull(states.get(name))
                .assign(Nd4j.create(values, new long[] {1, values.length}, 'c')));
        steps = state.steps;
    }

    /**
     * Where a training stands.
     *
     * @param weights values by name
     * @param moments Adam's first and second moments by name of the weights
     * @param steps steps made
     */
    record State(Map<String, float[]> weights, Map<String, float[]> moments, int steps) {}
}
