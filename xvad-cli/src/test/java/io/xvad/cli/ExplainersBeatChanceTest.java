package io.xvad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.Explainer;
import io.xvad.core.registry.Registry;
import io.xvad.evaluation.bench.BenchImage;
import io.xvad.evaluation.bench.ExplainerBench;
import io.xvad.metrics.explanation.agreement.PointingGame;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On synthetic defects with known masks the peak of every explainer's map lies in the defect, or as near as the pointing game
 * allows, more often than by chance. Windows and superpixels are coarser than the defect, so that their peak may lie just beside it.
 */
class ExplainersBeatChanceTest {

    private static final int SIDE = 64;
    private static final int IMAGES = 2;
    private static final int DEFECT = 12;

    /** 15 of 224 pixels, as in Zhang et al. 2018. */
    private static final int TOLERANCE = 4;

    private static final Map<String, String> BUDGETS = Map.of(
            "max-detections",
            "100",
            "steps",
            "8",
            "draws",
            "8",
            "copies",
            "8",
            "superpixels",
            "30",
            "explainers",
            "occlusion,rise");

    private static float[] stripes(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double phase = random.nextDouble() * 8;
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            double wave = Math.sin((i % SIDE + phase) * 2 * Math.PI / 8);
            values[i] = (float) (0.5 + 0.15 * wave + 0.02 * random.nextDouble());
        }
        return values;
    }

    /** A bright square, each time elsewhere. */
    private static BenchImage defective(int index) {
        float[] values = stripes(1000 + index);
        boolean[] mask = new boolean[values.length];
        int top = 8 + 10 * index;
        int left = 42 - 11 * index;
        for (int y = top; y < top + DEFECT; y++) {
            for (int x = left; x < left + DEFECT; x++) {
                values[y * SIDE + x] = 0.95f;
                mask[y * SIDE + x] = true;
            }
        }
        return new BenchImage(Image.of("defective-" + index, 1, SIDE, SIDE, values), Optional.of(mask));
    }

    private static Map<String, Map<String, String>> options(List<Explainer> explainers) {
        Map<String, Map<String, String>> options = new HashMap<>();
        for (Explainer explainer : explainers) {
            options.put(
                    explainer.name(),
                    explainer.options().stream()
                            .map(option -> option.name())
                            .filter(BUDGETS::containsKey)
                            .collect(Collectors.toMap(name -> name, name -> BUDGETS.getOrDefault(name, ""))));
        }
        return options;
    }

    @ParameterizedTest
    @ValueSource(strings = {"patchcore", "padim"})
    void everyExplainerBeatsChance(String detector) {
        List<Sample> normals = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            normals.add(Image.of("normal-" + i, 1, SIDE, SIDE, stripes(i)));
        }
        List<Explainer> explainers = Registry.load(Explainer.class).all().stream()
                .filter(explainer -> !explainer.requiresOptions())
                .toList();
        ExplainerBench bench = new ExplainerBench(explainers, options(explainers), Bootstrap.withDefaults(), 3);
        try (FittedDetector fitted = Training.of(Registry.load(Detector.class).get(detector))
                .withOptions(Map.of("input-size", "128"))
                .fit(Samples.of(normals))) {
            Map<String, List<Double>> pointing = new TreeMap<>();
            IntStream.range(0, IMAGES)
                    .mapToObj(ExplainersBeatChanceTest::defective)
                    .forEach(image -> bench.maps(fitted, image)
                            .forEach((name, map) -> pointing.computeIfAbsent(name, key -> new ArrayList<>())
                                    .add(PointingGame.of(map, image.mask().orElseThrow(), TOLERANCE))));
            double byChance = Math.pow(DEFECT + 2 * TOLERANCE, 2) / (SIDE * SIDE);
            assertThat(pointing).hasSizeGreaterThan(20);
            pointing.remove("(random map)");
            pointing.forEach((name, hits) -> assertThat(mean(hits)).as(name).isGreaterThan(byChance));
        }
    }

    private static double mean(List<Double> hits) {
        return hits.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
