package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.detect.Detector;
import io.xvad.core.registry.Registry;
import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.data.image.ImageReader;
import io.xvad.evaluation.benchmark.Benchmark;
import io.xvad.evaluation.benchmark.BenchmarkCsv;
import io.xvad.evaluation.benchmark.BenchmarkData;
import io.xvad.evaluation.benchmark.BenchmarkDetector;
import io.xvad.evaluation.benchmark.BenchmarkJson;
import io.xvad.evaluation.benchmark.BenchmarkPlan;
import io.xvad.evaluation.benchmark.BenchmarkResult;
import io.xvad.evaluation.benchmark.BenchmarkText;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.report.BenchmarkPage;
import io.xvad.report.OutputDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code xvad benchmark}. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description =
                "Compare detectors on data sets, with several seeds: fit, calibrate and test each, beside what it must beat. Writes"
                        + " benchmark.json, benchmark.csv (a line for each run) and benchmark.html, and a file for each run as soon as it is"
                        + " done: the same command goes on where it was stopped.")
final class BenchmarkCommand implements Callable<Integer> {

    @Option(
            names = "--detectors",
            required = true,
            split = ",",
            paramLabel = "NAME",
            description =
                    "Detectors, separated by commas (see: xvad list detectors). LABEL=NAME gives one another name in the tables, so"
                            + " that it may take part twice.")
    private List<String> detectors = new ArrayList<>();

    @Option(
            names = {"-o", "--option"},
            paramLabel = "DETECTOR.KEY=VALUE",
            description =
                    "Option of a detector, by its name in the tables, repeatable, for example patchcore.input-size=320.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description =
                    "Directory of a data set with normal images to learn from, and normal and anomalous ones to test on, repeatable.")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = "--dataset",
            paramLabel = "FORMAT",
            description = "Layout of all directories (see: xvad list datasets). Default: what is recognised.")
    private @Nullable String format;

    @Option(
            names = "--category",
            paramLabel = "NAME",
            description =
                    "Of directories of several categories, one that is meant; of those of classes, the class that is normal."
                            + " Repeatable: each is a data set of its own.")
    private List<String> categories = new ArrayList<>();

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N",
            description = "Seeds of the fits, separated by commas. Default: ${DEFAULT-VALUE}.")
    private List<Long> seeds = List.of(0L);

    @Option(
            names = "--held-out",
            paramLabel = "SHARE",
            description = "Share of the normal images kept for calibration. Default: ${DEFAULT-VALUE}.")
    private double heldOut = 0.2;

    @Option(
            names = "--false-alarm-rate",
            paramLabel = "RATE",
            description = "Largest share of normal images that may be called anomalous. Default: ${DEFAULT-VALUE}.")
    private double falseAlarmRate = 0.05;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description =
                    "Most test images of each kind, that is of the normal ones and of each defect, spread over the data set. Default: all.")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--limit-train",
            paramLabel = "N",
            description = "Most images to learn from, spread over the data set. Default: all.")
    private int limitTrain = Integer.MAX_VALUE;

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            description =
                    "How often the test images are drawn with replacement for the 95 %% intervals. Default: ${DEFAULT-VALUE}.")
    private int replicates = 1000;

    @Option(
            names = "--without-yardsticks",
            description =
                    "Leave out what detectors must beat: pixel-gaussian, and each detector that trains as it is before it has learned.")
    private boolean withoutYardsticks;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where to write; the files of runs go to DIR/runs.")
    private Path out = Path.of("");

    @Mixin
    private TilingOptions tiles = new TilingOptions();

    @Mixin
    private ImageOptions reading = new ImageOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        Registry<Detector> known = Registry.load(Detector.class);
        List<BenchmarkDetector> chosen = chosen(known);
        try (OutputDirectory held = OutputDirectory.open(out);
                Workers workers = new Workers()) {
            BenchmarkPlan plan = BenchmarkPlan.of(chosen, opened())
                    .withSeeds(seeds)
                    .withHeldOut(heldOut)
                    .withFalseAlarmRate(falseAlarmRate)
                    .withBootstrap(new Bootstrap(replicates, 0.95, 0));
            BenchmarkPlan divided = tiles.tiling().map(plan::tiled).orElse(plan);
            BenchmarkPlan whole = withoutYardsticks ? divided : divided.withYardsticks(known);
            BenchmarkResult result =
                    new Benchmark(whole, out.resolve("runs")).run(workers, new BenchmarkProgress(output));
            write(result);
            return result.isEmpty() ? Main.FAILED : result.incomplete() ? Main.SOME_FAILED : 0;
        }
    }

    private void write(BenchmarkResult result) {
        ObjectNode json = BenchmarkJson.of(result);
        Path page = out.resolve("benchmark.html");
        Output.write(json, out.resolve("benchmark.json"));
        Output.writeText(BenchmarkCsv.of(result), out.resolve("benchmark.csv"));
        BenchmarkPage.of(result).write(page);
        output.result(json, BenchmarkText.of(result) + "wrote " + page);
    }

    private List<BenchmarkDetector> chosen(Registry<Detector> known) {
        Map<String, Map<String, String>> own = OwnedOptions.of("detector", "patchcore", options);
        List<BenchmarkDetector> chosen = detectors.stream()
                .map(typed -> {
                    int equals = typed.indexOf('=');
                    String label = equals < 0 ? typed : typed.substring(0, equals);
                    return BenchmarkDetector.of(
                            label, known.get(typed.substring(equals + 1)), own.getOrDefault(label, Map.of()));
                })
                .toList();
        List<String> labels = chosen.stream().map(BenchmarkDetector::label).toList();
        own.keySet().forEach(label -> {
            if (!labels.contains(label)) {
                throw new IllegalArgumentException(
                        "options are given for '" + label + "', which is not among the detectors " + labels);
            }
        });
        return chosen;
    }

    private List<BenchmarkData> opened() {
        ImageReader reader = reading.reader(output::warn);
        return data.stream()
                .flatMap(root -> categories.isEmpty()
                        ? Stream.of(opened(root, null, reader))
                        : categories.stream().map(category -> opened(root, category, reader)))
                .toList();
    }

    private BenchmarkData opened(Path root, @Nullable String category, ImageReader reader) {
        AnomalyDataset images = DataOptions.open(root, format, category, output).readBy(reader);
        return BenchmarkData.of(root, images).limitedTo(limitTrain, limit);
    }
}
