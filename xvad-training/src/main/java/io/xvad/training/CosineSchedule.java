package io.xvad.training;

import org.nd4j.linalg.schedule.ISchedule;

/**
 * A learning rate that falls from its first value to 0 along half a cosine (Loshchilov and Hutter 2017, "SGDR: Stochastic Gradient
 * Descent with Warm Restarts", ICLR, equation 5, without restarts).
 *
 * @param first in epoch 0
 * @param epochs after so many it is 0
 */
record CosineSchedule(double first, int epochs) implements ISchedule {

    @Override
    public double valueAt(int iteration, int epoch) {
        return first * (1 + Math.cos(Math.PI * Math.min(epoch, epochs) / epochs)) / 2;
    }

    @Override
    public ISchedule clone() {
        return this;
    }
}
