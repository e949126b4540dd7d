package io.xvad.generative.guideddiffusion;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.generative.diffusion.Codes;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.NoiseSchedule;
import java.util.Map;
import java.util.Objects;

/**
 * Perfect networks for values of which half are normal, around {@code -mean}, and half anomalous, around {@code mean}: what noise is in them,
 * and how likely each is to be anomalous. The logit is always 0, half of which {@link Guidance} takes for certain, so that the slope is twice that of each value by itself.
 *
 * @param schedule of the noise
 * @param mean of anomalous values
 * @param variance of both kinds
 */
record Mixture(NoiseSchedule schedule, double mean, double variance) implements Network {

    @Override
    public Map<String, Tensor> run(Tensor input) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        Tensor noised = Objects.requireNonNull(inputs.get(NoisePredictor.NOISED));
        double alphaBar = schedule.alphaBar(
                Codes.time(Objects.requireNonNull(inputs.get(NoisePredictor.TIME)), schedule.steps()));
        double total = alphaBar * variance + 1 - alphaBar;
        double centre = Math.sqrt(alphaBar) * mean;
        float[] values = noised.toArray();
        float[] noise = new float[values.length];
        float[] slope = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            double anomalous = 1 / (1 + Math.exp(-2 * centre * values[i] / total));
            double expected = (2 * anomalous - 1) * centre;
            noise[i] = (float) (Math.sqrt(1 - alphaBar) * (values[i] - expected) / total);
            slope[i] = (float) (2 * anomalous * 2 * centre / total);
        }
        return Map.of(
                NoisePredictor.NOISE, Tensor.of(noise, noised.shape()),
                Guidance.LOGIT, Tensor.of(new float[] {0}, 1, 1),
                Guidance.SLOPE, Tensor.of(slope, noised.shape()));
    }

    @Override
    public void close() {}
}
