package io.xvad.detectors.padim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.model.Npy;
import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.TestImages;
import io.xvad.detectors.gaussian.GaussianSums;
import io.xvad.detectors.gaussian.Gaussians;
import io.xvad.detectors.gaussian.Shrinkage;
import io.xvad.testkit.DetectorContract;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PaDiMTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new PaDiM();
    }

    @Override
    protected List<Sample> normals() {
        return TestImages.normals(6);
    }

    @Override
    protected Sample anomaly() {
        return TestImages.withSquare();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("input-size", "96", "channels", "30");
    }

    @Test
    void thePeakOfTheMapLiesInTheDefect() {
        try (FittedDetector fitted =
                Training.of(detector()).withOptions(options()).fit(Samples.of(normals()))) {
            Detection detection = fitted.detect(anomaly());
            assertThat(detection.map().argmax() / 80).isBetween(8, 31);
            assertThat(detection.map().argmax() % 80).isBetween(48, 71);
        }
    }

    private static Npy golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(PaDiMTest.class.getResourceAsStream("/golden/" + name), name)) {
            return Npy.read(name, in.readAllBytes());
        }
    }

    @Test
    void distancesEqualScipy() throws IOException {
        float[] train = golden("padim-train.npy").floats();
        GaussianSums sums = new GaussianSums(4, new int[] {0, 2, 3, 5}, 6);
        for (int image = 0; image < 7; image++) {
            sums.add(Arrays.copyOfRange(train, image * 24, image * 24 + 24));
        }
        float[] distances = sums.gaussians(Shrinkage.fixed(0.01), ProgressListener.none())
                .distances(golden("padim-test.npy").floats(), 6);
        double[] expected = golden("padim-distances.npy").doubles();
        for (int p = 0; p < 4; p++) {
            assertThat(distances[p] / expected[p]).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void channelsAreASortedSubsetDecidedByTheSeed() {
        int[] drawn = PaDiM.drawn(152, 100, 5);
        assertThat(drawn).hasSize(100).doesNotHaveDuplicates().isSorted();
        assertThat(PaDiM.drawn(152, 100, 5)).isEqualTo(drawn);
        assertThat(PaDiM.drawn(152, 100, 6)).isNotEqualTo(drawn);
        assertThat(PaDiM.drawn(3, 100, 6)).containsExactly(0, 1, 2);
    }

    @Test
    void refusesCovariancesThatWouldNotFitInMemory() {
        assertThatThrownBy(() -> new GaussianSums(50_000, new int[1000], 1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("channels");
    }

    @Test
    void surprisesOfTheChannelsAddUpToTheDistance() {
        try (FittedDetector fitted =
                Training.of(new PaDiM()).withOptions(Map.of("sigma", "0")).fit(Samples.of(TestImages.normals(8)))) {
            List<AttributeDeviation> attributes =
                    fitted.capability(HasAttributes.class).orElseThrow().attributes(TestImages.withSquare());
            double sum = attributes.stream()
                    .mapToDouble(AttributeDeviation::surprise)
                    .sum();
            double score = fitted.detect(TestImages.withSquare()).score();
            assertThat(sum).isCloseTo(score, within(0.1 * score));
            assertThat(attributes.get(0).surprise())
                    .isGreaterThan(attributes.get(1).surprise() - 1e-12);
            assertThat(attributes.get(0).attribute()).matches("stride(8|16) channel [0-9]+");
        }
    }

    @Test
    void contributionsOfAKnownCovariance() {
        Gaussians gaussians = new Gaussians(new int[] {0, 1}, new float[] {1, 1}, new float[] {2, 1, 1});
        float[] row = {3, 2};
        double[] contributions = gaussians.contributions(row, 2, 0);
        double distance = gaussians.distances(row, 2)[0];
        assertThat(distance).isCloseTo(1, within(1e-6));
        assertThat(contributions[0]).isCloseTo(1, within(1e-6));
        assertThat(contributions[1]).isCloseTo(0, within(1e-6));
        assertThat(gaussians.deviation(0, 0)).isCloseTo(2, within(1e-6));
        assertThat(gaussians.deviation(0, 1)).isCloseTo(Math.sqrt(2), within(1e-6));
    }
}
