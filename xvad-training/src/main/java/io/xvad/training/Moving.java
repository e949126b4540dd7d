package io.xvad.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/** Makes of gradients the steps that are taken against them, and remembers what it needs. Not thread-safe. */
interface Moving {

    /** Changes gradients into steps, where they lie. */
    void apply(INDArray gradients, int steps, int epoch);

    /** What is remembered, shape (1, moments times the number of gradients): all of one moment and then all of the next. */
    INDArray moments();

    /** Of so many gradients, which lie in a row. */
    static Moving of(WeightRule rule, long length) {
        if (rule.descent() instanceof Descent.Momentum momentum) {
            return new Rolling(momentum, rule.learningRate(), length);
        }
        return new Adapting(rule.learningRate(), length);
    }

    /** Adam's steps, with ND4J's updater. */
    final class Adapting implements Moving {

        private final INDArray moments;
        private final AdamUpdater updater;

        private Adapting(ISchedule learningRate, long length) {
            moments = Nd4j.zeros(1, 2 * length);
            updater = (AdamUpdater) new org.nd4j.linalg.learning.config.Adam(learningRate).instantiate(moments, true);
        }

        @Override
        public void apply(INDArray gradients, int steps, int epoch) {
            updater.applyUpdater(gradients, steps, epoch);
        }

        @Override
        public INDArray moments() {
            return moments;
        }
    }

    /** Steps with momentum. */
    final class Rolling implements Moving {

        private final Descent.Momentum rule;
        private final ISchedule learningRate;
        private final INDArray velocity;
        private final INDArray ahead;

        private Rolling(Descent.Momentum rule, ISchedule learningRate, long length) {
            this.rule = rule;
            this.learningRate = learningRate;
            velocity = Nd4j.zeros(1, length);
            ahead = Nd4j.zeros(1, rule.nesterov() ? length : 1);
        }

        @Override
        public void apply(INDArray gradients, int steps, int epoch) {
            velocity.muli(rule.momentum()).addi(gradients);
            if (rule.nesterov()) {
                gradients.addi(ahead.assign(velocity).muli(rule.momentum()));
            } else {
                gradients.assign(velocity);
            }
            gradients.muli(learningRate.valueAt(steps, epoch));
        }

        @Override
        public INDArray moments() {
            return velocity;
        }
    }
}
