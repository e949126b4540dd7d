package io.xvad.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.ops.transforms.Transforms;
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
        if (rule.descent() instanceof Descent.RmsProp scaled) {
            return new Scaling(scaled.kept(), rule.learningRate(), length);
        }
        return new Adapting((Descent.Adam) rule.descent(), rule.learningRate(), length);
    }

    /** Adam's steps, with ND4J's updater. */
    final class Adapting implements Moving {

        private final INDArray moments;
        private final AdamUpdater updater;

        private Adapting(Descent.Adam rule, ISchedule learningRate, long length) {
            moments = Nd4j.zeros(1, 2 * length);
            updater = (AdamUpdater) Adam.builder()
                    .learningRateSchedule(learningRate)
                    .beta1(rule.first())
                    .beta2(rule.second())
                    .build()
                    .instantiate(moments, true);
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

    /** Steps that are divided by the root of a running mean of their squares. */
    final class Scaling implements Moving {

        private static final double EPSILON = 1e-8;

        private final double kept;
        private final ISchedule learningRate;
        private final INDArray squares;
        private final INDArray root;

        private Scaling(double kept, ISchedule learningRate, long length) {
            this.kept = kept;
            this.learningRate = learningRate;
            squares = Nd4j.zeros(1, length);
            root = Nd4j.zeros(1, length);
        }

        @Override
        public void apply(INDArray gradients, int steps, int epoch) {
            squares.muli(kept).addi(root.assign(gradients).muli(gradients).muli(1 - kept));
            Transforms.sqrt(root.assign(squares), false);
            gradients.divi(root.addi(EPSILON)).muli(learningRate.valueAt(steps, epoch));
        }

        @Override
        public INDArray moments() {
            return squares;
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
