package io.xvad.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import io.xvad.evaluation.randomised.RandomModel;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Real detectors with random weights. */
class RandomModelTest {

    private static final int SIDE = 48;

    private static Image image(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.5 + 0.2 * Math.sin(i % SIDE / 3.0) + 0.05 * random.nextDouble());
        }
        return Image.of("image-" + seed, 1, SIDE, SIDE, values);
    }

    private static FittedDetector fitted(String detector, Map<String, String> options) {
        return Training.of(Registry.load(Detector.class).get(detector))
                .withOptions(options)
                .fit(Samples.of(IntStream.range(0, 8)
                        .<Sample>mapToObj(RandomModelTest::image)
                        .toList()));
    }

    @Test
    void aRandomBackboneGivesOtherMapsOfTheSameGeometryWhichFollowFromTheSeed() {
        try (FittedDetector fitted = fitted("patchcore", Map.of("input-size", "64"));
                FittedDetector random = RandomModel.of(fitted, 1).orElseThrow();
                FittedDetector again = RandomModel.of(fitted, 1).orElseThrow();
                FittedDetector other = RandomModel.of(fitted, 2).orElseThrow();
                FittedDetector partly = RandomModel.of(fitted, 0.1, 1).orElseThrow()) {
            AnomalyMap map = random.detect(image(99)).map();
            assertThat(map.height()).isEqualTo(SIDE);
            assertThat(map.max()).isFinite();
            assertThat(again.detect(image(99)).map()).isEqualTo(map);
            assertThat(other.detect(image(99)).map()).isNotEqualTo(map);
            assertThat(partly.detect(image(99)).map())
                    .isNotEqualTo(map)
                    .isNotEqualTo(fitted.detect(image(99)).map());
            assertThat(random.detect(image(99)).verdict().threshold()).isEmpty();
        }
    }

    /** What scores, an ONNX network, and what is differentiated, built from weights, are shuffled alike. */
    @Test
    void aLearnedNetworkIsShuffledAlikeWhereItScoresAndWhereItIsDifferentiated() {
        try (FittedDetector fitted = fitted("autoencoder", Map.of("input-size", "32", "epochs", "2"));
                FittedDetector random = RandomModel.of(fitted, 1).orElseThrow()) {
            Image image = image(99);
            assertThat(random.detect(image).score())
                    .isNotEqualTo(fitted.detect(image).score());
            float[] gradient = random.capability(Differentiable.class)
                    .orElseThrow()
                    .inputGradient(image)
                    .toArray();
            double norm = 0;
            for (float value : gradient) {
                norm += value * value;
            }
            double step = 1e-3 / Math.sqrt(norm);
            double rise = random.detect(moved(image, gradient, step)).score()
                    - random.detect(moved(image, gradient, -step)).score();
            assertThat(rise / (2 * step)).isCloseTo(norm, within(0.2 * norm));
        }
    }

    private static Image moved(Image image, float[] gradient, double step) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (step * gradient[i]);
        }
        return Image.of("moved", image.channels(), SIDE, SIDE, values);
    }

    @Test
    void aDetectorWithoutANetworkHasNoRandomModel() {
        try (FittedDetector fitted = fitted("pixel-gaussian", Map.of())) {
            assertThat(RandomModel.of(fitted, 1)).isEmpty();
        }
    }
}
