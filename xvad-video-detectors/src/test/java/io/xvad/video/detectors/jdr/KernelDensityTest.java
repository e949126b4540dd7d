package io.xvad.video.detectors.jdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.XvadTrainingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelDensityTest {

    private static Region at(float... feature) {
        Region usual = Regions.usual("thing", 1);
        return new Region(usual.box(), "thing", 1, 0.7, 0.5, 0.3, 0.1, 0.2, 0, 0.25, Double.NaN, feature);
    }

    private static RegionMemory memory(float[]... features) {
        List<RegionMemory.Entry> entries = new ArrayList<>();
        for (int i = 0; i < features.length; i++) {
            entries.add(Regions.entry(i, at(features[i])));
        }
        return new RegionMemory(entries, Regions.LONGEST_STAY);
    }

    /** Four points on a line: one component, of variance 20/3; the density is the mean of four kernels. */
    @Test
    void alongALineItIsTheMeanOfItsKernels() {
        RegionMemory memory = memory(new float[] {-3, 1}, new float[] {-1, 1}, new float[] {1, 1}, new float[] {3, 1});
        KernelDensity density = KernelDensity.of(memory, 16);
        assertThat(density.directions()).hasDimensions(1, 2);
        double bandwidth = Math.sqrt(20 / 3.0) * Math.pow(4 / (3.0 * 4), 0.2);
        assertThat(density.bandwidths()[0]).isCloseTo(bandwidth, within(1e-9));
        double sum = 0;
        for (int i = -3; i <= 3; i += 2) {
            sum += Math.exp(-Math.pow((9 - i) / bandwidth, 2) / 2);
        }
        double logarithm = Math.log(sum / (4 * bandwidth * Math.sqrt(2 * Math.PI)));
        assertThat(density.score(at(9, 1))).isCloseTo(density.usual() - logarithm, within(1e-9));
        assertThat(density.score(at(9, 5))).isCloseTo(density.score(at(9, 1)), within(1e-9));
    }

    @Test
    void whatIsFartherIsLessProbable() {
        Random random = new Random(2);
        float[][] features = new float[200][];
        for (int i = 0; i < features.length; i++) {
            features[i] = new float[] {
                (float) random.nextGaussian(),
                (float) (2 * random.nextGaussian()),
                (float) (0.5 * random.nextGaussian())
            };
        }
        KernelDensity density = KernelDensity.of(memory(features), 2);
        assertThat(density.directions()).hasDimensions(2, 3);
        assertThat(density.score(at(0, 0, 0))).isZero();
        assertThat(density.score(at(5, 0, 0)))
                .isGreaterThan(density.score(at(3, 0, 0)))
                .isLessThan(density.score(at(9, 0, 0)));
    }

    @Test
    void itSaysWhatItNeeds() {
        assertThatThrownBy(() -> KernelDensity.of(memory(new float[] {1, 2}), 2))
                .isInstanceOf(XvadTrainingException.class)
                .hasMessageContaining("two normal regions");
        assertThatThrownBy(() -> KernelDensity.of(memory(new float[] {1, 2}, new float[] {1, 2}), 2))
                .isInstanceOf(XvadTrainingException.class)
                .hasMessageContaining("look the same");
    }
}
