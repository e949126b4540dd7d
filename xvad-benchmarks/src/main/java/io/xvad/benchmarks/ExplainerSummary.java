package io.xvad.benchmarks;

import io.xvad.evaluation.bench.BenchFigure;
import io.xvad.explainers.quality.MeasuredExplainer;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.metrics.uncertainty.PairedComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes tables and the resource of {@code xvad list explainers} from what {@link ExplainerMeasurement} wrote. The unit is an image: figures
 * of several detectors and seeds on one image are averaged before anything is tested.
 *
 * <pre>{@code
 * java ... io.xvad.benchmarks.ExplainerSummary MEASURED.csv [measured-explainers.properties "COMMENT"]
 * }</pre>
 */
public final class ExplainerSummary {

    private static final int FIRST_FIGURE = 4;
    private static final String CHANCE = "(random map)";

    /** A line: one explainer on one image of a detector, with a seed. */
    private record Line(String model, String image, String seed, String explainer, double[] figures) {

        static Line of(String text) {
            String[] cells = text.split(",");
            double[] figures = Arrays.stream(cells)
                    .skip(FIRST_FIGURE)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            return new Line(cells[0], cells[1], cells[2], cells[3], figures);
        }

        double figure(BenchFigure figure) {
            return figures[figure.ordinal()];
        }

        String run() {
            return model + "," + image + "," + seed;
        }
    }

    private ExplainerSummary() {}

    /** Runs it; see the class. */
    public static void main(String[] args) throws IOException {
        List<Line> lines = Files.readAllLines(Path.of(args[0])).stream()
                .filter(line -> !line.endsWith(",missed"))
                .map(Line::of)
                .toList();
        for (String model : new TreeSet<>(lines.stream().map(Line::model).toList())) {
            System.out.println("\n### " + model + "\n");
            print(lines.stream().filter(line -> line.model.equals(model)).toList());
        }
        System.out.println("\n### all\n");
        List<MeasuredExplainer> measured = print(lines);
        if (args.length > 2) {
            Files.writeString(Path.of(args[1]), MeasuredExplainer.write(measured, args[2]));
        }
    }

    private static List<MeasuredExplainer> print(List<Line> lines) {
        Map<String, Double> chance = lines.stream()
                .filter(line -> line.explainer.equals(CHANCE))
                .collect(Collectors.toMap(Line::run, line -> line.figure(BenchFigure.FAITHFULNESS), (a, b) -> b));
        System.out.println(
                "| explainer | images | faithfulness above chance | p | stability | saliency AUROC | random model |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        List<MeasuredExplainer> measured = new ArrayList<>();
        for (String explainer :
                new TreeSet<>(lines.stream().map(Line::explainer).toList())) {
            List<Line> own = lines.stream()
                    .filter(line -> line.explainer.equals(explainer))
                    .toList();
            double[] above = byImage(
                    own, line -> line.figure(BenchFigure.FAITHFULNESS) - chance.getOrDefault(line.run(), Double.NaN));
            if (!explainer.equals(CHANCE) && above.length > 1) {
                measured.add(row(explainer, own, above));
            }
        }
        measured.removeIf(one -> one.name().startsWith("("));
        return measured;
    }

    private static MeasuredExplainer row(String explainer, List<Line> own, double[] above) {
        PairedComparison compared =
                PairedComparison.ofValues(Bootstrap.withDefaults(), above, new double[above.length]);
        double[] alike = byImage(own, line -> line.figure(BenchFigure.RANDOM_MODEL));
        MeasuredExplainer measured = new MeasuredExplainer(
                explainer,
                above.length,
                compared.difference(),
                compared.interval().low(),
                compared.interval().high(),
                mean(alike),
                interval(alike).low());
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.2f [%.2f, %.2f] | %.3f | %.2f | %.2f | %.2f [%.2f, %.2f] |%n",
                explainer,
                above.length,
                measured.difference(),
                measured.low(),
                measured.high(),
                compared.pValue(),
                mean(byImage(own, line -> line.figure(BenchFigure.STABILITY))),
                mean(byImage(own, line -> line.figure(BenchFigure.SALIENCY_AUROC))),
                measured.alikeAtRandom(),
                measured.alikeAtRandomLow(),
                interval(alike).high());
        return measured;
    }

    /** One value an image, the mean over detectors and seeds; without those where it is not defined. */
    private static double[] byImage(List<Line> lines, Function<Line, Double> figure) {
        Map<String, List<Double>> values = new TreeMap<>();
        for (Line line : lines) {
            double value = figure.apply(line);
            if (!Double.isNaN(value)) {
                values.computeIfAbsent(line.image, key -> new ArrayList<>()).add(value);
            }
        }
        return values.values().stream()
                .mapToDouble(
                        all -> all.stream().mapToDouble(one -> one).average().orElseThrow())
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static Bootstrap.Interval interval(double[] values) {
        if (values.length == 0) {
            return new Bootstrap.Interval(Double.NaN, Double.NaN, 1);
        }
        return Bootstrap.withDefaults().interval(values.length, drawn -> {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += drawn[i] * values[i];
            }
            return sum / values.length;
        });
    }
}
