package io.xvad.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the hot paths and what the machine can do, in one go: {@code Suite quick|full DIR}. Writes {@code benchmarks.json},
 * JMH's own, and {@code benchmarks.md}, a table with the physical limit of each path beside it. Quick takes under three
 * minutes.
 */
public final class Suite {

    private static final String QUICK =
            "(Limits|Image|Memory|Gaussians|PatchCore|Detector|Service|RegionTrack)Benchmark\\.(?!coreset$)";
    private static final String FULL =
            "(Limits|Image|Memory|Gaussians|PatchCore|Detector|Service|Explainer|PixelMetrics|RegionTrack)Benchmark\\.";

    private Suite() {}

    /** Runs it. */
    public static void main(String[] arguments) throws RunnerException, IOException {
        boolean quick = arguments[0].equals("quick");
        Path directory = Files.createDirectories(Path.of(arguments[1]));
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(quick ? QUICK : FULL)
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(directory.resolve("benchmarks.json").toString());
        if (quick) {
            options.warmupIterations(2)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(3)
                    .measurementTime(TimeValue.seconds(1));
        }
        Files.writeString(directory.resolve("benchmarks.md"), table(new Runner(options.build()).run()));
        System.out.println("wrote " + directory.resolve("benchmarks.json") + " and benchmarks.md beside it");
    }

    private static String table(Collection<RunResult> results) {
        Map<String, RunResult> named = new TreeMap<>();
        for (RunResult result : results) {
            named.put(name(result), result);
        }
        Optional<Limits> limits = Limits.of(named);
        List<String> lines = new ArrayList<>(List.of("| | time | limit | |", "| --- | --- | --- | --- |"));
        named.forEach((name, result) -> lines.add(line(name, result, limits)));
        limits.ifPresent(known -> lines.addAll(List.of("", known.inWords())));
        return String.join("\n", lines) + "\n";
    }

    /** Class and method, and the parameters that were set. */
    private static String name(RunResult result) {
        String whole = result.getParams().getBenchmark();
        int method = whole.lastIndexOf('.');
        StringBuilder name = new StringBuilder(whole.substring(whole.lastIndexOf('.', method - 1) + 1));
        for (String key : result.getParams().getParamsKeys()) {
            String value = result.getParams().getParam(key);
            if (!value.isEmpty()) {
                name.append(' ').append(value);
            }
        }
        return name.toString();
    }

    private static String line(String name, RunResult result, Optional<Limits> limits) {
        double time = result.getPrimaryResult().getScore();
        String unit = result.getPrimaryResult().getScoreUnit().replace("/op", "");
        double error = result.getPrimaryResult().getScoreError();
        String measured = Double.isNaN(error)
                ? String.format(Locale.ROOT, "%.2f %s", time, unit)
                : String.format(Locale.ROOT, "%.2f ± %.2f %s", time, error, unit);
        return limits.flatMap(known -> known.milliseconds(name))
                .map(limit -> String.format(
                        Locale.ROOT, "| `%s` | %s | %.2f ms | %.1f × |", name, measured, limit, time / limit))
                .orElse("| `" + name + "` | " + measured + " | | |");
    }
}
