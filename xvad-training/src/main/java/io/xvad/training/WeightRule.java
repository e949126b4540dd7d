package io.xvad.training;

import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * How an {@link Optimiser} treats one weight.
 *
 * @param trained false for a weight that stays as it is, of which no gradient is computed
 * @param learningRate step by epoch
 * @param decay share of the weight that is added to its gradient
 * @param descent how gradients become steps
 */
public record WeightRule(boolean trained, ISchedule learningRate, double decay, Descent descent) {

    /** The rule of a weight that is not trained. */
    public static final WeightRule FROZEN = new WeightRule(false, new FixedSchedule(0), 0, Descent.ADAM);

    /** Adam with one learning rate for all epochs, no decay. */
    public static WeightRule of(double learningRate) {
        return of(new FixedSchedule(learningRate));
    }

    /** Adam with a learning rate that changes with the epoch, no decay. */
    public static WeightRule of(ISchedule learningRate) {
        return new WeightRule(true, learningRate, 0, Descent.ADAM);
    }

    /** Adam with a learning rate that falls to 0 along a line, epoch by epoch, no decay. */
    public static WeightRule falling(double learningRate, int epochs) {
        return of(new PolySchedule(ScheduleType.EPOCH, learningRate, 1, epochs));
    }

    /** Adam with a learning rate that falls to 0 along half a cosine, epoch by epoch, no decay. */
    public static WeightRule annealed(double learningRate, int epochs) {
        return of(new CosineSchedule(learningRate, epochs));
    }

    /** The same with weight decay. */
    public WeightRule withDecay(double decay) {
        return new WeightRule(trained, learningRate, decay, descent);
    }

    /** The same with steps made otherwise. */
    public WeightRule by(Descent other) {
        return new WeightRule(trained, learningRate, decay, other);
    }
}
