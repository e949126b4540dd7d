package io.xvad.benchmarks;

import io.xvad.core.Detection;
import io.xvad.core.Lazy;
import io.xvad.core.Mask;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.explain.Explainer;
import io.xvad.core.progress.ProgressListener;
import io.xvad.core.registry.Registry;
import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.data.dataset.DatasetFormat;
import io.xvad.data.dataset.TestCase;
import io.xvad.data.synthetic.DefectedImage;
import io.xvad.data.synthetic.SyntheticDefect;
import io.xvad.evaluation.bench.BenchFigure;
import io.xvad.evaluation.bench.BenchImage;
import io.xvad.evaluation.bench.BenchRow;
import io.xvad.evaluation.bench.ExplainerBench;
import io.xvad.evaluation.randomised.RandomModel;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Measures explainers image by image on fitted models and appends a line for each to a file; what is in the file already is not
 * measured again, so that it can be stopped at any time and goes on where it was. {@link ExplainerSummary} makes the tables.
 *
 * <pre>{@code
 * java ... io.xvad.benchmarks.ExplainerMeasurement OUT.csv MINUTES MODEL.xvad=DATASET_DIR ...
 * }</pre>
 *
 * <p>The images are the defective test images of the data sets and their normal test images with a synthetic defect, in a random order
 * that is always the same; only those that the model flags are explained. In one pass each image is explained on one of the models of
 * its data set with one of three seeds, both by turns; later passes take the next model and seed. Every tenth image is explained by
 * all explainers, with a small budget, the others by those that cost at most a few gradients.
 */
public final class ExplainerMeasurement {

    private static final int SEEDS = 3;
    private static final int PASSES = 3;
    private static final int ALL_EXPLAINERS_EVERY = 10;
    private static final double STRENGTH = 0.6;
    private static final List<String> COSTLY = List.of(
            "best-of",
            "consensus",
            "counterfactual",
            "expected-gradients",
            "extremal-perturbation",
            "integrated-gradients",
            "kernel-shap",
            "lime",
            "lrp",
            "occlusion",
            "rise",
            "score-cam",
            "smooth-grad");
    private static final Set<String> LEFT_OUT =
            Set.of("verbal", "nearest-normal", "feature-deviation", "attention", "rules", "named-regions");
    private static final Map<String, String> BUDGETS =
            Map.of("max-detections", "40", "steps", "8", "draws", "8", "copies", "8", "superpixels", "30");

    private final Path out;
    private final long end;
    private final Set<String> done = new HashSet<>();

    private ExplainerMeasurement(Path out, double minutes) throws IOException {
        this.out = out;
        this.end = System.nanoTime() + (long) (minutes * 60e9);
        if (Files.exists(out)) {
            Files.readAllLines(out).forEach(line -> done.add(key(line.split(","))));
        }
    }

    private static String key(String[] cells) {
        return String.join(",", Arrays.copyOf(cells, 3));
    }

    /** Runs it; see the class. */
    public static void main(String[] args) throws IOException {
        ExplainerMeasurement measurement = new ExplainerMeasurement(Path.of(args[0]), Double.parseDouble(args[1]));
        Map<Path, List<Path>> models = new LinkedHashMap<>();
        for (String pair : List.of(args).subList(2, args.length)) {
            String[] parts = pair.split("=", 2);
            models.computeIfAbsent(Path.of(parts[1]), key -> new ArrayList<>()).add(Path.of(parts[0]));
        }
        List<Work> works = new ArrayList<>();
        models.forEach((folder, files) -> works.add(Work.of(folder, files)));
        for (int pass = 0; pass < SEEDS * PASSES; pass++) {
            measurement.pass(works, pass);
        }
    }

    private void pass(List<Work> works, int pass) throws IOException {
        int most = works.stream().mapToInt(work -> work.images.size()).max().orElse(0);
        for (int image = 0; image < most; image++) {
            for (Work work : works) {
                if (image < work.images.size()) {
                    measure(work.models.get((image + pass) % work.models.size()), work.images.get(image), image, pass);
                }
            }
        }
    }

    /** A source of images. */
    private record Source(TestCase test, Optional<SyntheticDefect> defect) {

        String name() {
            return test.id().replace(',', '_')
                    + defect.map(one -> "+" + one.defectName()).orElse("");
        }

        BenchImage image() {
            if (defect.isEmpty()) {
                return new BenchImage(test.image(), test.mask(test.image()).map(Mask::toArray));
            }
            DefectedImage made =
                    defect.get().apply(test.image(), STRENGTH, test.id().hashCode());
            return new BenchImage(made.image(), Optional.of(made.mask().toArray()));
        }
    }

    /** A model, loaded when it is first needed. */
    private static final class Model {
        private final String name;
        private final Lazy<FittedDetector> fitted;
        private final List<Lazy<Optional<FittedDetector>>> random = new ArrayList<>();

        Model(Path file) {
            name = String.valueOf(file.getFileName()).replace(".xvad", "");
            fitted = new Lazy<>(() -> Models.load(file));
            for (int seed = 0; seed < SEEDS; seed++) {
                int own = seed;
                random.add(new Lazy<>(() -> RandomModel.of(fitted.get(), own)));
            }
        }
    }

    /** The models of a data set, and its images. */
    private record Work(List<Model> models, List<Source> images) {

        static Work of(Path folder, List<Path> models) {
            AnomalyDataset dataset = DatasetFormat.recognise(folder).open(folder);
            List<Source> images = new ArrayList<>();
            SyntheticDefect[] defects = SyntheticDefect.values();
            for (TestCase test : dataset.test()) {
                images.add(new Source(
                        test,
                        test.anomalous() ? Optional.empty() : Optional.of(defects[images.size() % defects.length])));
            }
            Collections.shuffle(images, new Random(25));
            return new Work(models.stream().map(Model::new).toList(), images);
        }
    }

    private void measure(Model model, Source source, int index, int pass) throws IOException {
        int seed = (index / SEEDS + pass) % SEEDS;
        String key = model.name + "," + source.name() + "," + seed;
        if (done.contains(key) || System.nanoTime() > end) {
            return;
        }
        BenchImage image = source.image();
        Detection found = model.fitted.get().detect(image.image());
        String lines = found.score() <= found.verdict().threshold().orElse(Double.NEGATIVE_INFINITY)
                ? key + ",missed\n"
                : lines(
                        key,
                        bench(index, seed)
                                .run(
                                        model.fitted.get(),
                                        model.random.get(seed).get(),
                                        List.of(image),
                                        ProgressListener.none()));
        Files.writeString(out, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        done.add(key);
    }

    private static String lines(String key, List<BenchRow> rows) {
        return rows.stream()
                .filter(BenchRow::measured)
                .map(row -> key + "," + row.explainer() + ","
                        + Arrays.stream(BenchFigure.values())
                                .map(figure -> String.format(
                                        Locale.ROOT, "%.5f", row.means().getOrDefault(figure, Double.NaN)))
                                .collect(Collectors.joining(","))
                        + "\n")
                .collect(Collectors.joining());
    }

    private static ExplainerBench bench(int index, int seed) {
        List<Explainer> explainers = Registry.load(Explainer.class).all().stream()
                .filter(explainer -> !explainer.requiresOptions() && !LEFT_OUT.contains(explainer.name()))
                .filter(explainer ->
                        index % ALL_EXPLAINERS_EVERY == ALL_EXPLAINERS_EVERY - 1 || !COSTLY.contains(explainer.name()))
                .toList();
        Map<String, Map<String, String>> options =
                explainers.stream().collect(Collectors.toMap(Explainer::name, ExplainerMeasurement::budget));
        return new ExplainerBench(explainers, options, new Bootstrap(2, 0.95, seed), seed);
    }

    private static Map<String, String> budget(Explainer explainer) {
        Map<String, String> budget = explainer.options().stream()
                .map(option -> option.name())
                .filter(BUDGETS::containsKey)
                .collect(Collectors.toMap(name -> name, name -> BUDGETS.getOrDefault(name, "")));
        return budget;
    }
}
