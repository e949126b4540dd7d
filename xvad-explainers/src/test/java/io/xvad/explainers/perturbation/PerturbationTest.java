package io.xvad.explainers.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.explainers.ScoreFunction;
import io.xvad.metrics.explanation.agreement.PointingGame;
import io.xvad.metrics.explanation.agreement.SaliencyAuroc;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PerturbationTest {

    private static final int SIDE = 16;
    private static final Image IMAGE = image();
    private static final double[] WEIGHTS =
            new SplittableRandom(2).doubles(SIDE * SIDE, -1, 1).toArray();

    private static Image image() {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = inSpot(i) ? 0.95f : (float) random.nextDouble(0.2, 0.5);
        }
        return Image.of("noise", 1, SIDE, SIDE, values);
    }

    private static boolean inSpot(int pixel) {
        return pixel / SIDE >= 4 && pixel / SIDE < 8 && pixel % SIDE >= 8 && pixel % SIDE < 12;
    }

    private static double linear(Image image) {
        double sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * image.buffer().get(i);
        }
        return 5 + sum;
    }

    /** With black in place of what is hidden. */
    private static AnomalyMap map(Explainer explainer, ToDoubleFunction<Image> score, Map<String, String> given) {
        Map<String, String> options = new HashMap<>(given);
        options.put("replacement", "whole");
        ScoreFunction detector = new ScoreFunction(score);
        ExplainRequest request = ExplainRequest.of(explainer, options, 3);
        return explainer
                .explain(detector, IMAGE, detector.detect(IMAGE), request)
                .evidence(Saliency.class)
                .findFirst()
                .orElseThrow()
                .map();
    }

    private static double[] sums(AnomalyMap map, Superpixels superpixels) {
        double[] sums = new double[superpixels.count()];
        for (int i = 0; i < SIDE * SIDE; i++) {
            sums[superpixels.labels()[i]] += map.buffer().get(i);
        }
        return sums;
    }

    private static double[] contributions(Superpixels superpixels) {
        double[] sums = new double[superpixels.count()];
        for (int i = 0; i < SIDE * SIDE; i++) {
            sums[superpixels.labels()[i]] += WEIGHTS[i] * IMAGE.buffer().get(i);
        }
        return sums;
    }

    private static void assertClose(double[] actual, double[] expected, double by) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(by));
        }
    }

    @Test
    void aLinearScoreIsDividedExactly() {
        Superpixels twelve = Superpixels.of(IMAGE, 12);
        Map<String, String> options = Map.of("superpixels", "12", "max-detections", "200");
        Map<String, String> unpenalised = Map.of("superpixels", "12", "max-detections", "200", "ridge", "1e-6");
        assertClose(
                sums(map(new LimeExplainer(), PerturbationTest::linear, unpenalised), twelve),
                contributions(twelve),
                1e-3);
        assertClose(
                sums(map(new KernelShapExplainer(), PerturbationTest::linear, options), twelve),
                contributions(twelve),
                1e-3);
    }

    /** Against Shapley values from their definition, on a game with interactions. */
    @Test
    void fewPlayersGetTheirExactShapleyValues() {
        Superpixels superpixels = Superpixels.of(IMAGE, 6);
        ToDoubleFunction<Image> game = image -> {
            double linear = linear(image);
            return linear * linear + 3 * image.buffer().get(0) * image.buffer().get(SIDE * SIDE - 1);
        };
        double[] expected = shapley(superpixels, game);
        Map<String, String> options = Map.of("superpixels", "6", "max-detections", "1000");
        assertClose(sums(map(new KernelShapExplainer(), game, options), superpixels), expected, 1e-3);
    }

    private static double[] shapley(Superpixels superpixels, ToDoubleFunction<Image> game) {
        int players = superpixels.count();
        double[] values = new double[1 << players];
        for (int set = 0; set < values.length; set++) {
            float[] pixels = IMAGE.toArray();
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] *= set >> superpixels.labels()[i] & 1;
            }
            values[set] = game.applyAsDouble(Image.of("set", 1, SIDE, SIDE, pixels));
        }
        double[] shapley = new double[players];
        for (int set = 0; set < values.length; set++) {
            for (int j = 0; j < players; j++) {
                if ((set >> j & 1) == 0) {
                    int size = Integer.bitCount(set);
                    shapley[j] += factorial(size)
                            * factorial(players - size - 1)
                            / factorial(players)
                            * (values[set | 1 << j] - values[set]);
                }
            }
        }
        return shapley;
    }

    private static double factorial(int n) {
        return IntStream.rangeClosed(1, n).mapToDouble(i -> i).reduce(1, (a, b) -> a * b);
    }

    @Test
    void shapleyValuesAlwaysAddUp() {
        AnomalyMap map = map(
                new KernelShapExplainer(),
                image -> Math.exp(linear(image) / 20),
                Map.of("superpixels", "40", "max-detections", "150"));
        double sum = 0;
        for (float value : map.toArray()) {
            sum += value;
        }
        double black = Math.exp(5 / 20.0);
        assertThat(sum).isCloseTo(Math.exp(linear(IMAGE) / 20) - black, within(1e-4));
    }

    /** A spot of which the score is the brightness, away from the rest. */
    @Test
    void everyExplainerPointsAtTheSpotAndBeatsChance() {
        boolean[] mask = new boolean[SIDE * SIDE];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = inSpot(i);
        }
        ToDoubleFunction<Image> spot = image -> {
            double sum = 0;
            for (int i = 0; i < mask.length; i++) {
                sum += mask[i] ? image.buffer().get(i) : 0;
            }
            return sum;
        };
        for (Explainer explainer : List.of(
                new RiseExplainer(),
                new LimeExplainer(),
                new KernelShapExplainer(),
                new ExtremalPerturbationExplainer())) {
            Map<String, String> options = explainer instanceof RiseExplainer
                    ? Map.of("max-detections", "400")
                    : Map.of("superpixels", "16", "max-detections", "400");
            AnomalyMap map = map(explainer, spot, options);
            assertThat(PointingGame.of(map, mask, 0)).as(explainer.name()).isEqualTo(1);
            assertThat(SaliencyAuroc.of(map, mask)).as(explainer.name()).isGreaterThan(0.9);
        }
    }

    @Test
    void theBudgetIsNeverExceeded() {
        for (Explainer explainer : List.of(
                new RiseExplainer(),
                new LimeExplainer(),
                new KernelShapExplainer(),
                new ExtremalPerturbationExplainer())) {
            ScoreFunction detector = new ScoreFunction(PerturbationTest::linear);
            ExplainRequest request = ExplainRequest.of(explainer, Map.of("max-detections", "37"), 3);
            explainer.evidence(detector, IMAGE, detector.detect(IMAGE), request);
            assertThat(detector.detections().get()).as(explainer.name()).isLessThanOrEqualTo(38);
        }
    }

    @Test
    void superpixelsCoverTheImageAndFollowEdges() {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % SIDE < 7 ? 0 : 1;
        }
        Superpixels superpixels = Superpixels.of(Image.of("edge", 1, SIDE, SIDE, values), 9);
        assertThat(Arrays.stream(superpixels.sizes()).sum()).isEqualTo(SIDE * SIDE);
        assertThat(superpixels.sizes()).doesNotContain(0);
        for (int label = 0; label < superpixels.count(); label++) {
            int wanted = label;
            long dark = IntStream.range(0, values.length)
                    .filter(i -> superpixels.labels()[i] == wanted && values[i] == 0)
                    .count();
            assertThat(dark == 0 || dark == superpixels.sizes()[label]).isTrue();
        }
        assertThat(Superpixels.of(Image.of("one", 1, 1, 1, new float[1]), 50).count())
                .isEqualTo(1);
    }

    @Test
    void aNormalBaselineNeedsADetectorThatMakesOne() {
        ScoreFunction detector = new ScoreFunction(PerturbationTest::linear);
        Detection detection = detector.detect(IMAGE);
        ExplainRequest whole = ExplainRequest.of(new RiseExplainer(), Map.of("replacement", "whole"), 0);
        assertThat(Baseline.of(detector, IMAGE, detection, whole).image().toArray())
                .containsOnly(0f);
        ExplainRequest mean = ExplainRequest.of(new RiseExplainer(), Map.of("replacement", "mean"), 0);
        float value =
                Baseline.of(detector, IMAGE, detection, mean).image().buffer().get(0);
        assertThat(value).isBetween(0.3f, 0.5f);
        ExplainRequest request = ExplainRequest.of(new RiseExplainer(), Map.of("replacement", "normal"), 0);
        assertThatThrownBy(() -> Baseline.of(new Bare(detector), IMAGE, detection, request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Reconstructs");
    }

    /** Nothing changes where the map is low: the peak of the map is in the spot. */
    @Test
    void aRestoredBaselineDiffersFromTheImageOnlyWhereItIsStrange() {
        ScoreFunction detector = new ScoreFunction(PerturbationTest::linear);
        float[] map = new float[SIDE * SIDE];
        for (int i = 0; i < map.length; i++) {
            map[i] = inSpot(i) ? 1 : 0;
        }
        Detection detection = Detection.undecided("noise", 5, List.of(AnomalyMap.of(SIDE, SIDE, map)));
        Baseline baseline = Baseline.of(detector, IMAGE, detection, ExplainRequest.defaults(new RiseExplainer()));
        assertThat(baseline.detections()).isBetween(1, 20);
        for (int i = 0; i < map.length; i++) {
            if (inSpot(i)) {
                assertThat(baseline.image().buffer().get(i)).isZero();
            }
        }
        assertThat(baseline.image().buffer().get(0)).isEqualTo(IMAGE.buffer().get(0));
    }

    private record Bare(FittedDetector inner) implements FittedDetector {

        @Override
        public Detection detect(Sample sample) {
            return inner.detect(sample);
        }

        @Override
        public Provenance provenance() {
            return inner.provenance();
        }

        @Override
        public void save(ModelWriter model) {
            inner.save(model);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
