package io.xvad.generative.guideddiffusion;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.UNetForm;
import java.util.Map;
import java.util.Objects;

/**
 * Changes the noise that is told in an image so that the image becomes likelier to be normal (Dhariwal and Nichol 2021, algorithm 2):
 * {@code e - s sqrt(1 - abar) grad log p(normal | x_t, t)}. With one logit z of being anomalous that gradient is
 * {@code -sigmoid(z) grad z}. Thread-safe.
 *
 * @param classifier network with the outputs named here, of one image
 * @param form of the networks
 * @param scale s
 */
record Guidance(Network classifier, UNetForm form, double scale) implements AutoCloseable {

    /** Name of the logit of being anomalous, shape (1, 1). */
    static final String LOGIT = "logit";

    /** Name of the gradient of the logit by the image, of the shape of the image. */
    static final String SLOPE = "slope";

    /**
     * The noise with guidance.
     *
     * @param noise told in {@code noised}
     * @param alphaBar {@code abar} at this time
     */
    float[] guided(float[] noise, float[] noised, int time, double alphaBar) {
        if (scale == 0) {
            return noise;
        }
        Map<String, Tensor> found = classifier.run(NoisePredictor.inputs(form, noised, time));
        double logit = Objects.requireNonNull(found.get(LOGIT)).toArray()[0];
        float[] slope = Objects.requireNonNull(found.get(SLOPE)).toArray();
        double weight = scale * Math.sqrt(1 - alphaBar) / (1 + Math.exp(-logit));
        float[] guided = new float[noise.length];
        for (int i = 0; i < guided.length; i++) {
            guided[i] = (float) (noise[i] + weight * slope[i]);
        }
        return guided;
    }

    @Override
    public void close() {
        classifier.close();
    }
}
