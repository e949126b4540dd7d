package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Mask;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.option.Preset;
import io.xvad.core.registry.Registry;
import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.evaluation.bench.BenchImage;
import io.xvad.evaluation.bench.BenchTable;
import io.xvad.evaluation.bench.ExplainerBench;
import io.xvad.evaluation.randomised.RandomModel;
import io.xvad.evaluation.reason.ReasonBench;
import io.xvad.evaluation.reason.ReasonCase;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.report.ImageCard;
import io.xvad.report.OutputDirectory;
import io.xvad.report.ReportPage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code xvad compare}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description =
                "Compare explainers on the anomalous test images of a data set: how faithful, how stable, how close to"
                        + " the true masks, how simple and how costly they are; or with --reasons how right what they say is. With 95 %%"
                        + " intervals.")
final class CompareCommand implements Callable<Integer> {

    private static final String ALL = "all";

    @Option(
            names = "--detectors",
            required = true,
            split = ",",
            paramLabel = "NAME|FILE",
            description = "Detectors to fit on the normal images, or model files (.xvad), separated by commas.")
    private List<String> detectors = new ArrayList<>();

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Preset of the detectors that are fitted, for example quick (see: xvad list detectors NAME).")
    private String preset = "";

    @Option(
            names = "--explainers",
            split = ",",
            paramLabel = "NAME",
            description = "Explainers, separated by commas, or all. Default: ${DEFAULT-VALUE}; with --reasons verbal.")
    private List<String> explainers = List.of(ALL);

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description =
                    "Largest number of anomalous images, spread over the data set; with --reasons of each kind, and of normal images."
                            + " Default: ${DEFAULT-VALUE}.")
    private int limit = 12;

    @Option(
            names = "-o",
            paramLabel = "EXPLAINER.KEY=VALUE",
            description = "Option of an explainer, repeatable, for example rise.max-detections=200.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--random-model",
            description =
                    "Also explain each image with the same model with random weights, and say which maps hardly change"
                            + " with it (Adebayo et al. 2018).")
    private boolean randomModel;

    @Option(names = "--seed", description = "Seed of everything random. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private ReasonOptions reasons = new ReasonOptions();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write the page and the JSON.")
    private Path out = Path.of("");

    @Mixin
    private TilingOptions tiles = new TilingOptions();

    @Mixin
    private ImageOptions reading = new ImageOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        checkPreset();
        try (OutputDirectory held = OutputDirectory.open(out);
                Workers workers = new Workers()) {
            Bootstrap bootstrap = new Bootstrap(1000, 0.95, seed);
            if (reasons.wanted()) {
                return judge(workers, bootstrap);
            }
            return compare(new ExplainerBench(chosen(), ExplainerOptions.of(options), bootstrap, seed, workers));
        }
    }

    private int judge(Workers workers, Bootstrap bootstrap) {
        Explainer explainer = naming();
        Map<String, String> own = ExplainerOptions.of(options).getOrDefault(explainer.name(), Map.of());
        ExplainRequest request = ExplainRequest.of(explainer, own, seed).withExecutor(workers);
        ReasonBench bench = new ReasonBench(explainer, request, reasons.admissible(), bootstrap);
        AnomalyDataset dataset = data.open(output).readBy(reading.reader(output::warn));
        List<ReasonCase> cases = reasons.cases(dataset, limit, seed);
        new ReasonComparison(bench, output).run(dataset, cases, detectors, name -> open(name, dataset), out);
        return 0;
    }

    /** The one explainer whose reasons are judged. */
    private Explainer naming() {
        String name = explainers.equals(List.of(ALL)) ? "verbal" : String.join(",", explainers);
        return Registry.load(Explainer.class).get(name);
    }

    private int compare(ExplainerBench bench) {
        AnomalyDataset dataset = data.open(output).readBy(reading.reader(output::warn));
        List<BenchImage> images = BenchImage.anomalous(dataset, limit);
        ObjectNode json = Output.mapper().createObjectNode();
        json.put("dataset", dataset.name()).put("images", images.size()).put("seed", seed);
        if (!preset.isEmpty()) {
            json.put(Preset.OPTION, preset);
        }
        List<String> notes = BenchImage.notes(images);
        notes.forEach(json.putArray("notes")::add);
        notes.forEach(output::warn);
        ObjectNode byDetector = json.putObject("detectors");
        StringBuilder text = new StringBuilder();
        Set<String> explained = new LinkedHashSet<>(notes);
        List<ReportPage.Section> sections = new ArrayList<>();
        for (String name : detectors) {
            try (FittedDetector fitted = open(name, dataset)) {
                String detector = fitted.provenance().detector();
                BenchTable table = table(bench, detector, fitted, images);
                byDetector.set(name, table.json());
                explained.addAll(table.notes());
                text.append(table.text()).append(System.lineSeparator());
                BenchImage first = images.get(0);
                ImageCard maps = ImageCard.ofMaps(
                        first.image().id(),
                        first.image(),
                        first.mask()
                                .map(mask -> Mask.of(
                                        first.image().height(), first.image().width(), mask)),
                        bench.maps(fitted, first));
                sections.add(ReportPage.Section.of(table, List.of(maps)));
            }
        }
        Path page = out.resolve("comparison.html");
        new ReportPage(
                        "XVAD: explainers compared",
                        introduction(dataset, images, explained),
                        BenchTable.header(),
                        sections)
                .write(page);
        Output.write(json, out.resolve("comparison.json"));
        output.result(json, text.append("wrote ").append(page).toString());
        return 0;
    }

    private BenchTable table(ExplainerBench bench, String detector, FittedDetector fitted, List<BenchImage> images) {
        Optional<FittedDetector> random = randomModel ? RandomModel.of(fitted, seed) : Optional.empty();
        try {
            return new BenchTable(detector, bench.run(fitted, random, images, output.progress()));
        } finally {
            random.ifPresent(FittedDetector::close);
        }
    }

    private List<Explainer> chosen() {
        Registry<Explainer> registry = Registry.load(Explainer.class);
        return explainers.equals(List.of(ALL))
                ? registry.all().stream()
                        .filter(explainer -> !explainer.requiresOptions())
                        .toList()
                : explainers.stream().map(registry::get).toList();
    }

    private FittedDetector open(String name, AnomalyDataset dataset) {
        return isFile(name)
                ? Models.load(Path.of(name))
                : training(name).withProgress(output.progress()).fit(dataset.train());
    }

    private Training training(String name) {
        Training whole = Training.of(Registry.load(Detector.class).get(name)).withSeed(seed);
        Training training = tiles.tiling().map(whole::tiled).orElse(whole);
        return preset.isEmpty() ? training : training.withPreset(preset);
    }

    private static boolean isFile(String name) {
        return name.endsWith(".xvad");
    }

    /** Before anything is read or fitted. */
    private void checkPreset() {
        List<String> toFit = detectors.stream().filter(name -> !isFile(name)).toList();
        if (!preset.isEmpty() && toFit.isEmpty()) {
            throw new IllegalArgumentException("--preset is for detectors to fit, got only model files");
        }
        toFit.forEach(this::training);
    }

    private String introduction(AnomalyDataset dataset, List<BenchImage> images, Set<String> notes) {
        return "Data set " + dataset.name() + ", " + images.size()
                + " anomalous images. Means and 95 % intervals over images.\n"
                + (preset.isEmpty() ? "" : "Detectors that were fitted here: preset " + preset + ".\n")
                + "Faithfulness: how much faster the score falls when the most salient squares are replaced by a normal"
                + " version than when random ones are; 0 is chance, (random map) is the floor.\n"
                + "Stability: rank correlation of the map before and after a little noise. Pointing and saliency AUROC:"
                + " agreement with the true mask, which an explanation of what the detector saw need not have.\n"
                + "Sparseness: Gini index. Seconds: one explanation on this machine."
                + notes.stream().map(note -> "\n" + note + ".").collect(Collectors.joining());
    }
}
