package io.xvad.video.detectors.attributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against scikit-learn, see golden/mixture.py; and where there is next to nothing to fit. */
class GaussianMixtureTest {

    private static final double[] ACCURACY = {0.01, 0.01, 0.1};

    private final JsonNode golden = golden();

    private static JsonNode golden() {
        try (InputStream file =
                Objects.requireNonNull(GaussianMixtureTest.class.getResourceAsStream("/golden/mixture.json"))) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T read(JsonNode node, Class<T> type) {
        try {
            return new ObjectMapper().treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private PlacedMixture known() {
        double[][] means = read(golden.get("means"), double[][].class);
        double[][][] covariances = read(golden.get("covariances"), double[][][].class);
        return PlacedMixture.of(mixture(read(golden.get("weights"), double[].class), means, covariances));
    }

    private static GaussianMixture mixture(double[] weights, double[][] means, double[][][] covariances) {
        return new GaussianMixture(
                weights,
                IntStream.range(0, weights.length)
                        .mapToObj(k -> new MultivariateGaussian(means[k], covariances[k]))
                        .toList());
    }

    private static GaussianMixture mixture(JsonNode node) {
        return mixture(
                read(node.get("weights"), double[].class),
                read(node.get("means"), double[][].class),
                read(node.get("covariances"), double[][][].class));
    }

    private static void assertFitted(JsonNode node, ExpectationMaximisation maximisation) {
        GaussianMixture fitted = maximisation
                .fit(read(node.get("rows"), double[][].class), mixture(node.get("start")))
                .orElseThrow();
        GaussianMixture wanted = mixture(node);
        assertThat(fitted.weights()).containsExactly(wanted.weights(), within(1e-6));
        for (int k = 0; k < wanted.weights().length; k++) {
            MultivariateGaussian one = fitted.components().get(k);
            MultivariateGaussian other = wanted.components().get(k);
            assertThat(one.mean()).containsExactly(other.mean(), within(1e-6));
            for (int i = 0; i < one.mean().length; i++) {
                assertThat(one.covariance()[i]).containsExactly(other.covariance()[i], within(1e-6));
            }
        }
    }

    @Test
    void expectationMaximisationIsScikitLearns() {
        assertFitted(golden, new ExpectationMaximisation(10_000, 1e-13, 0));
    }

    /** Three bins of velocity of which one is hardly ever filled, and one bin alone. */
    @Test
    void mixturesOfVelocityAreScikitLearns() {
        for (String bins : List.of("velocity", "speed")) {
            assertFitted(golden.get(bins), new ExpectationMaximisation(10_000, 1e-13, 1e-6));
        }
    }

    @Test
    void aComponentThatNothingBelongsToHasNoMixture() {
        GaussianMixture start =
                mixture(new double[] {0.5, 0.5}, new double[][] {{0}, {1e9}}, new double[][][] {{{1}}, {{1}}});
        assertThat(new ExpectationMaximisation(10, 1e-9, 0).fit(new double[][] {{-1}, {0}, {1}}, start))
                .isEmpty();
    }

    @Test
    void whatItSaysOfPointsIsScikitLearns() {
        double[][] points = read(golden.get("points"), double[][].class);
        for (int i = 0; i < points.length; i++) {
            double[] place = Arrays.copyOf(points[i], PlacedMixture.PLACE);
            double[] measured = {points[i][2]};
            assertThat(known().all().logDensity(points[i]))
                    .isCloseTo(golden.get("logDensity").get(i).asDouble(), within(1e-9));
            assertThat(known().logPlace(place))
                    .isCloseTo(golden.get("logPlace").get(i).asDouble(), within(1e-9));
            assertThat(known().surprisal(place, measured))
                    .isCloseTo(golden.get("surprisal").get(i).asDouble(), within(1e-9));
            assertThat(known().expected(place)[0])
                    .isCloseTo(golden.get("expected").get(i).asDouble(), within(1e-9));
        }
    }

    @Test
    void farAwayIsFarAndFinite() {
        assertThat(known().surprisal(new double[] {1e4, -1e4}, new double[] {1e5}))
                .isFinite()
                .isPositive();
        assertThat(known().unlikelihood(new double[] {1e4, -1e4})).isFinite().isGreaterThan(1e4);
    }

    @Test
    void oneValueHasASpreadOfItsAccuracy() {
        List<double[]> same = Collections.nCopies(50, new double[] {0.5, 0.5, 2});
        PlacedMixture mixture = PlacedMixture.of(new MixtureFit(5, 1).blurred(same, ACCURACY));
        double usual = mixture.surprisal(new double[] {0.5, 0.5}, new double[] {2});
        double near = mixture.surprisal(new double[] {0.5, 0.5}, new double[] {2.1});
        double far = mixture.surprisal(new double[] {0.5, 0.5}, new double[] {3});
        assertThat(near - usual).isBetween(0.0, 2.5);
        assertThat(far - usual).isBetween(10.0, 200.0);
    }

    @Test
    void fewerValuesThanComponentsHaveFewerComponents() {
        assertThat(new MixtureFit(5, 1)
                        .blurred(List.of(new double[] {0.1, 0.2, 3}), ACCURACY)
                        .weights())
                .containsExactly(1);
        List<double[]> nine = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            nine.add(new double[] {0.1 * i, 0.5, i % 2});
        }
        assertThat(new MixtureFit(5, 1).blurred(nine, ACCURACY).weights().length)
                .isBetween(1, 2);
    }

    /** What depends on another column has a singular covariance but for the noise. */
    @Test
    void columnsThatDependOnEachOtherHaveADensity() {
        Random random = new Random(3);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double x = random.nextDouble();
            rows.add(new double[] {x, 0.5, 4 * x});
        }
        PlacedMixture mixture = PlacedMixture.of(new MixtureFit(5, 1).blurred(rows, ACCURACY));
        double[] place = {0.5, 0.5};
        assertThat(mixture.expected(place)[0]).isCloseTo(2, within(0.15));
        assertThat(mixture.surprisal(place, new double[] {4}) - mixture.surprisal(place, new double[] {2}))
                .isGreaterThan(20);
    }

    @Test
    void theSameSeedGivesTheSame() {
        List<double[]> rows = Arrays.asList(read(golden.get("rows"), double[][].class));
        double[] place = {0.3, 0.2};
        assertThat(PlacedMixture.of(new MixtureFit(3, 9).blurred(rows, ACCURACY))
                        .expected(place))
                .isEqualTo(PlacedMixture.of(new MixtureFit(3, 9).blurred(rows, ACCURACY))
                        .expected(place));
    }
}
