package io.xvad.generative.guideddiffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.Noised;
import io.xvad.generative.diffusion.UNetForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class NoisyClassifierTest {

    private static final int SIDE = 8;
    private static final UNetForm FORM = UNetForm.of(1, SIDE, 8, List.of(1, 2)).withBlocks(1);

    private final SplittableRandom random = new SplittableRandom(4);

    private float[] image(double mean) {
        float[] image = new float[SIDE * SIDE];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) (mean + 0.3 * random.nextGaussian());
        }
        return image;
    }

    private static float logit(Network network, float[] image, int time) {
        return output(network, image, time, Guidance.LOGIT)[0];
    }

    private static float[] output(Network network, float[] image, int time, String name) {
        Tensor output = network.run(NoisePredictor.inputs(FORM, image, time)).get(name);
        return Objects.requireNonNull(output).toArray();
    }

    private NoisyClassifier trained() {
        NoisyClassifier classifier = new NoisyClassifier(FORM, 1);
        var optimiser = classifier.optimiser(0.01);
        for (int step = 0; step < 40; step++) {
            List<Noised> batch = new ArrayList<>();
            for (double mean : new double[] {0.3, -0.3, 0.3, -0.3}) {
                batch.add(new Noised(image(mean), random.nextInt(500), new float[SIDE * SIDE]));
            }
            Map<String, INDArray> inputs = classifier.inputs(batch, new float[] {1, 0, 1, 0});
            optimiser.step(inputs);
            inputs.values().forEach(INDArray::close);
        }
        return classifier;
    }

    @Test
    void learnsWhatIsAnomalousAndItsSlopeIsTheDerivativeOfItsLogit() {
        float[] anomalous = image(0.3);
        float[] normal = image(-0.3);
        try (Network network = trained().live()) {
            assertThat(logit(network, anomalous, 77)).isPositive();
            assertThat(logit(network, normal, 77)).isNegative();
            float[] slope = output(network, anomalous, 77, Guidance.SLOPE);
            for (int at : new int[] {3, 20, 41}) {
                float[] more = anomalous.clone();
                float[] less = anomalous.clone();
                more[at] += 0.01f;
                less[at] -= 0.01f;
                double difference = logit(network, more, 77) - (double) logit(network, less, 77);
                assertThat((double) slope[at]).isCloseTo(difference / 0.02, within(2e-3));
            }
        }
    }
}
