package io.xvad.generative.diffusion;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A perfect network for values of which each is drawn from a normal distribution: the noise it tells is what is to be expected of a value at
 * a time. It reads the time from its code.
 */
public final class GaussianOracle implements Network {

    private final NoiseSchedule schedule;
    private final double mean;
    private final double variance;
    private final AtomicInteger runs = new AtomicInteger();

    public GaussianOracle(NoiseSchedule schedule, double mean, double variance) {
        this.schedule = schedule;
        this.mean = mean;
        this.variance = variance;
    }

    /** How often it ran. */
    public int runs() {
        return runs.get();
    }

    @Override
    public Map<String, Tensor> run(Tensor input) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        runs.incrementAndGet();
        Tensor noised = Objects.requireNonNull(inputs.get(NoisePredictor.NOISED));
        double alphaBar = schedule.alphaBar(
                Codes.time(Objects.requireNonNull(inputs.get(NoisePredictor.TIME)), schedule.steps()));
        double scale = Math.sqrt(1 - alphaBar) / (alphaBar * variance + 1 - alphaBar);
        float[] values = noised.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (scale * (values[i] - Math.sqrt(alphaBar) * mean));
        }
        return Map.of(NoisePredictor.NOISE, Tensor.owning(values, noised.shape()));
    }

    @Override
    public void close() {}
}
