package io.xvad.video.detectors.xman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.video.detectors.objects.ObjectMeasures;
import io.xvad.video.detectors.objects.PairShares;
import io.xvad.video.relations.PairMoment;
import io.xvad.video.relations.RelatedPair;
import io.xvad.video.relations.SceneObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InteractionDensityTest {

    private static final int FACTORS = 6;

    /** Two groups of normal points, of which the last factor is sometimes not known. */
    private static List<double[]> normals() {
        Random random = new Random(7);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            double[] point = new double[FACTORS];
            for (int j = 0; j < FACTORS; j++) {
                point[j] = (i % 2 == 0 ? 2 : -2) + random.nextGaussian();
            }
            point[FACTORS - 1] = i % 10 == 0 ? Double.NaN : point[FACTORS - 1];
            points.add(point);
        }
        return points;
    }

    private static final ObjectMeasures MEASURES = new ObjectMeasures(2, 0.3, 4);

    @Test
    void theLikelihoodNeverFalls() {
        DiagonalFit fit = new DiagonalFit(3, 1e-6, 1);
        List<double[]> points = normals();
        DiagonalMixture mixture = fit.start(points);
        double before = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < 40; i++) {
            double likelihood = DiagonalFit.likelihood(points, mixture);
            assertThat(likelihood).isGreaterThanOrEqualTo(before - 1e-9);
            before = likelihood;
            mixture = fit.next(points, mixture);
        }
    }

    @Test
    void everyComponentBeginsAtAPointOfItsOwn() {
        List<double[]> points =
                IntStream.range(0, 5).mapToObj(i -> new double[] {i}).toList();
        for (long seed = 0; seed < 20; seed++) {
            double[][] means = new DiagonalFit(5, 1e-6, seed).start(points).means();
            assertThat(Arrays.stream(means).mapToDouble(mean -> mean[0]))
                    .containsExactlyInAnyOrder(0.0, 1.0, 2.0, 3.0, 4.0);
        }
    }

    @Test
    void twoGroupsAreFoundWithTheirMeansAndVariances() {
        DiagonalMixture mixture = new DiagonalFit(2, 1e-6, 3).fit(normals());
        double[] firsts = {mixture.means()[0][0], mixture.means()[1][0]};
        Arrays.sort(firsts);
        assertThat(firsts[0]).isCloseTo(-2, within(0.2));
        assertThat(firsts[1]).isCloseTo(2, within(0.2));
        assertThat(mixture.variances()[0][0]).isCloseTo(1, within(0.25));
        assertThat(mixture.weights()[0]).isCloseTo(0.5, within(0.05));
    }

    @Test
    void ofOneGaussianTheDensityIsInClosedForm() {
        DiagonalMixture one = new DiagonalMixture(new double[] {1}, new double[][] {{1, 2}}, new double[][] {{4, 9}});
        assertThat(one.logDensity(new double[] {3, 2})).isCloseTo(-0.5 - Math.log(2 * Math.PI * 6), within(1e-12));
        assertThat(one.logDensity(new double[] {3, Double.NaN}))
                .isCloseTo(-0.5 - 0.5 * Math.log(2 * Math.PI * 4), within(1e-12));
    }

    @Test
    void saliencySumsToTheSquaredMahalanobisDistance() {
        DiagonalMixture mixture = new DiagonalFit(2, 1e-6, 3).fit(normals());
        double[] point = {9, -3, 0.5, 2, 2, Double.NaN};
        int k = mixture.mostLikely(point);
        double squared = 0;
        for (int j = 0; j < FACTORS - 1; j++) {
            squared += Math.pow(point[j] - mixture.means()[k][j], 2) / mixture.variances()[k][j];
        }
        assertThat(Arrays.stream(mixture.saliency(point, k)).sum()).isCloseTo(squared, within(1e-9));
    }

    @Test
    void theOneFactorThatWasChangedIsMostSalient() {
        List<double[]> normals = normals();
        InteractionDensity density = InteractionDensity.of(normals, new double[FACTORS], 2, 3);
        for (int j = 0; j < FACTORS; j++) {
            double[] changed = normals.get(1).clone();
            changed[j] = 15;
            double[] saliency = density.saliency(changed);
            for (int other = 0; other < FACTORS; other++) {
                assertThat(saliency[other]).isLessThanOrEqualTo(saliency[j]);
            }
            assertThat(density.score(changed)).isGreaterThan(density.score(normals.get(1)));
        }
    }

    @Test
    void everyEntryOfAVectorIsTheNamedMeasurement() {
        InteractionFactors factors = new InteractionFactors(List.of("near", "on"), List.of("person", "bicycle"), 10);
        SceneObject rider = new SceneObject(1, "person", 0.8, new Box(10, 10, 20, 60), 30, 40);
        SceneObject bicycle = new SceneObject(2, "bicycle", 0.64, new Box(5, 40, 40, 40), 30, 40);
        RelatedPair pair = new RelatedPair(new PairMoment(0, rider, bicycle), Set.of("on"));
        double[] vector = factors.vector(
                new Interaction(rider, MEASURES, Optional.of(new PairShares(pair, new double[] {0.25, 1})), 240));
        assertThat(vector)
                .containsExactly(
                        new double[] {
                            Math.PI / 6,
                            Math.PI / 2,
                            0,
                            Math.asin(0.8),
                            0,
                            Math.log(0.25),
                            50 / 240.0,
                            2,
                            0.3,
                            Math.log(4)
                        },
                        within(1e-12));
        assertThat(InteractionFactors.share(vector[0])).isCloseTo(0.25, within(1e-12));
        assertThat(factors.className(3)).isEqualTo("bicycle");
        SceneObject dog = new SceneObject(3, "dog", 1, new Box(5, 40, 40, 40), 0, 0);
        RelatedPair other = new RelatedPair(new PairMoment(0, rider, dog), Set.of("near"));
        assertThat(factors.vector(new Interaction(
                        rider, MEASURES, Optional.of(new PairShares(other, new double[] {1, 0})), 240))[4])
                .isEqualTo(Math.PI / 2);
        assertThat(factors.className(4)).isEqualTo("another class");
        assertThat(factors.vector(new Interaction(rider, MEASURES, Optional.empty(), 240)))
                .startsWith(0, 0, 0, 0, 0);
    }

    @Test
    void longerStaysThanNormalClipsCouldShowCountAsTheLongestOfThose() {
        InteractionFactors factors = new InteractionFactors(List.of(), List.of(), 1.5);
        SceneObject person = new SceneObject(1, "person", 0.8, new Box(10, 10, 20, 60), 0, 0);
        double[] stays = {1, 1.5, 10, Double.NaN};
        assertThat(
                        Arrays.stream(stays).map(stay -> factors.vector(new Interaction(
                                person, new ObjectMeasures(stay, 0.3, 4), Optional.empty(), 240))[factors.stay()]))
                .containsExactly(1.0, 1.5, 1.5, Double.NaN);
    }
}
