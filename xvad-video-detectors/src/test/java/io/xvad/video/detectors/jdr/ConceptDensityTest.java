package io.xvad.video.detectors.jdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ConceptDensityTest {

    @Test
    void ofOneValueOverAndOverTheDensityIsThatOfItsKernel() {
        ConceptDensity density = ConceptDensity.of(new double[50], 0.25, false);
        assertThat(density.bandwidth()).isEqualTo(0.25);
        assertThat(Math.exp(density.logDensity(0))).isCloseTo(1 / (0.25 * Math.sqrt(2 * Math.PI)), within(1e-12));
        assertThat(density.logDensity(1)).isCloseTo(-8 - Math.log(0.25 * Math.sqrt(2 * Math.PI)), within(1e-12));
    }

    @Test
    void isTheMeanOfItsKernels() {
        double[] values = {-1, 0.5, 2};
        ConceptDensity density = new ConceptDensity(values, 0.7, false);
        double sum = 0;
        for (double value : values) {
            sum += Math.exp(-Math.pow((0.3 - value) / 0.7, 2) / 2);
        }
        assertThat(Math.exp(density.logDensity(0.3)))
                .isCloseTo(sum / (3 * 0.7 * Math.sqrt(2 * Math.PI)), within(1e-12));
        assertThat(density.logDensityWithout(0))
                .isCloseTo(new ConceptDensity(new double[] {0.5, 2}, 0.7, false).logDensity(-1), within(1e-12));
    }

    @Test
    void theBandwidthIsSilvermans() {
        double[] values = DoubleStream.iterate(1, one -> one + 1).limit(100).toArray();
        double deviation = Math.sqrt(100 * 101 / 12.0);
        assertThat(ConceptDensity.of(values, 0.01, false).bandwidth())
                .isCloseTo(0.9 * deviation * Math.pow(100, -0.2), within(1e-9));
        double[] rare = new double[100];
        rare[0] = 10;
        assertThat(ConceptDensity.of(rare, 0.01, false).bandwidth())
                .isCloseTo(0.9 * 1 * Math.pow(100, -0.2), within(1e-9));
    }

    @Test
    void onACircleItIsOneInAllAndTheSameATurnFurther() {
        Random random = new Random(3);
        double[] angles = random.doubles(60, -Math.PI, Math.PI).toArray();
        ConceptDensity density = ConceptDensity.of(angles, 0.1, true);
        double sum = 0;
        int steps = 2000;
        for (int i = 0; i < steps; i++) {
            sum += Math.exp(density.logDensity(2 * Math.PI * i / steps)) * 2 * Math.PI / steps;
        }
        assertThat(sum).isCloseTo(1, within(1e-3));
        assertThat(density.logDensity(1)).isCloseTo(density.logDensity(1 - 2 * Math.PI), within(1e-9));
    }

    @Test
    void farAwayItIsFinite() {
        assertThat(ConceptDensity.of(new double[] {0, 1}, 0.01, false).logDensity(1e4))
                .isFinite();
    }
}
