package io.xvad.video.detectors.dor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class InitialDetectorsTest {

    private static double[][] points(int count, int values) {
        Random random = new Random(4);
        double[][] points = new double[count][values];
        for (double[] point : points) {
            Arrays.setAll(point, i -> random.nextGaussian());
        }
        return points;
    }

    /** With exact harmonic numbers, not their approximation by a logarithm, which gives 10.244771. */
    @Test
    void averagePathsAreExact() {
        assertThat(IsolationForest.averagePath(256)).isCloseTo(10.248690, within(1e-6));
        assertThat(IsolationForest.averagePath(2)).isEqualTo(1);
        assertThat(IsolationForest.averagePath(1)).isZero();
    }

    @Test
    void theForestIsolatesWhatIsFarAway() {
        double[][] points = points(300, 3);
        points[17] = new double[] {7, -7, 7};
        IsolationForest forest = IsolationForest.of(points, 100, 256, RandomSource.XO_SHI_RO_256_PP.create(3));
        double[] scores = Arrays.stream(points).mapToDouble(forest::score).toArray();
        assertThat(scores[17]).isGreaterThan(0.7);
        assertThat(IntStream.range(0, 300).filter(i -> scores[i] >= scores[17])).hasSize(1);
        assertThat(Arrays.stream(scores).average().orElseThrow()).isBetween(0.4, 0.55);
    }

    /** With every point in the sample it is the distance to the nearest other point. */
    @Test
    void sampledNeighboursOfAllPointsAreNearestNeighbours() {
        double[][] points = points(40, 3);
        double[] scores = SampledNeighbours.scores(points, 1000, RandomSource.XO_SHI_RO_256_PP.create(3));
        EuclideanDistance distance = new EuclideanDistance();
        for (int i = 0; i < points.length; i++) {
            int point = i;
            double nearest = IntStream.range(0, points.length)
                    .filter(other -> other != point)
                    .mapToDouble(other -> distance.compute(points[point], points[other]))
                    .min()
                    .orElseThrow();
            assertThat(scores[i]).isCloseTo(nearest, within(1e-12));
        }
    }

    @Test
    void aPointIsMeasuredToTheSampleAlone() {
        double[][] points = {{0}, {1}, {3}, {10}};
        assertThat(SampledNeighbours.nearest(points, 0, new int[] {2, 3})).isEqualTo(3);
        assertThat(SampledNeighbours.nearest(points, 3, new int[] {2, 3})).isEqualTo(7);
        assertThat(SampledNeighbours.nearest(points, 3, new int[] {3})).isZero();
    }

    /** Distances stay where all variance is kept; a direction that hardly varies goes where it need not be. */
    @Test
    void principalComponentsKeepTheVariance() {
        double[][] points = points(60, 3);
        for (double[] point : points) {
            point[1] *= 0.01;
        }
        EuclideanDistance distance = new EuclideanDistance();
        double[][] all = PrincipalComponents.of(points, 1);
        assertThat(all[0]).hasSize(3);
        assertThat(distance.compute(all[0], all[9])).isCloseTo(distance.compute(points[0], points[9]), within(1e-9));
        double[][] most = PrincipalComponents.of(points, 0.99);
        assertThat(most[0]).hasSize(2);
        assertThat(distance.compute(most[0], most[9])).isCloseTo(distance.compute(points[0], points[9]), within(0.05));
        assertThat(PrincipalComponents.of(new double[][] {{1}, {3}}, 0.9)).isDeepEqualTo(new double[][] {{-1}, {1}});
    }
}
