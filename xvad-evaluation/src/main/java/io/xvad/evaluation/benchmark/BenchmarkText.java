package io.xvad.evaluation.benchmark;

import io.xvad.evaluation.benchmark.BenchmarkDetector.Role;
import io.xvad.metrics.uncertainty.PairedComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A benchmark as tables of text, in Markdown. */
public final class BenchmarkText {

    private static final String UNDEFINED = "n/a";

    private BenchmarkText() {}

    /** All tables and what there is to say to them. */
    public static String of(BenchmarkResult result) {
        String line = System.lineSeparator();
        StringBuilder text =
                new StringBuilder(introduction(result)).append(line).append(line);
        text.append(means(result, BenchmarkFigure.qualities())).append(line);
        text.append(means(result, BenchmarkFigure.costs())).append(line);
        if (result.plan().data().size() > 1) {
            text.append("By data set")
                    .append(line)
                    .append(line)
                    .append(byData(result))
                    .append(line);
        }
        comparedWithFirst(result).ifPresent(table -> text.append("Less ")
                .append(first(result).label())
                .append(", on the same images: difference, its interval, p-value")
                .append(line)
                .append(line)
                .append(table)
                .append(line));
        result.notes().forEach(note -> text.append(note).append(line));
        return text.toString();
    }

    /** What the figures are of, in one sentence. */
    public static String introduction(BenchmarkResult result) {
        BenchmarkPlan plan = result.plan();
        int seeds = plan.seeds().size();
        return String.format(
                Locale.ROOT,
                "Means over %d data %s and %d %s; %.0f %% intervals over test images%s; promised false-alarm rate %s",
                plan.data().size(),
                plan.data().size() == 1 ? "set" : "sets",
                seeds,
                seeds == 1 ? "seed" : "seeds",
                100 * plan.bootstrap().level(),
                seeds == 1 ? "" : ", ± standard deviation over seeds",
                plan.falseAlarmRate());
    }

    private static String means(BenchmarkResult result, List<BenchmarkFigure> figures) {
        MarkdownTable table = new MarkdownTable(header("detector", figures));
        for (BenchmarkDetector detector : result.plan().detectors()) {
            List<String> cells = new ArrayList<>(List.of(name(result, detector)));
            figures.forEach(figure -> cells.add(cell(result.estimate(detector, figure), figure)));
            table.add(cells);
        }
        return table.text();
    }

    private static List<String> header(String first, List<BenchmarkFigure> figures) {
        return Stream.concat(Stream.of(first), figures.stream().map(BenchmarkFigure::label))
                .toList();
    }

    private static String byData(BenchmarkResult result) {
        List<BenchmarkFigure> figures = new ArrayList<>(BenchmarkFigure.qualities());
        figures.addAll(List.of(BenchmarkFigure.FIT_SECONDS, BenchmarkFigure.DETECT_MILLIS));
        List<String> header = new ArrayList<>(header("detector", figures));
        header.add(1, "data set");
        MarkdownTable table = new MarkdownTable(header);
        for (BenchmarkDetector detector : result.plan().detectors()) {
            for (BenchmarkData data : result.plan().data()) {
                List<String> cells = new ArrayList<>(List.of(detector.label(), data.name()));
                figures.forEach(figure ->
                        cells.add(number(result.estimate(detector, data, figure).mean(), figure)));
                table.add(cells);
            }
        }
        return table.text();
    }

    private static BenchmarkDetector first(BenchmarkResult result) {
        return result.plan().detectors().get(0);
    }

    private static Optional<String> comparedWithFirst(BenchmarkResult result) {
        BenchmarkDetector first = first(result);
        List<BenchmarkDetector> others = result.plan().detectors().stream()
                .filter(one -> one.role() != Role.UNTRAINED && !one.equals(first))
                .toList();
        MarkdownTable table = new MarkdownTable(header("detector", BenchmarkFigure.qualities()));
        for (BenchmarkDetector other : others) {
            List<String> cells = new ArrayList<>(List.of(other.label()));
            BenchmarkFigure.qualities()
                    .forEach(figure -> cells.add(result.comparison(other, first, figure)
                            .map(BenchmarkText::difference)
                            .orElse(UNDEFINED)));
            table.add(cells);
        }
        return others.isEmpty() ? Optional.empty() : Optional.of(table.text());
    }

    /** A detector as it stands in a table: with what it is there for, or a mark if it beats too little. */
    public static String name(BenchmarkResult result, BenchmarkDetector detector) {
        if (detector.role() == Role.TRIVIAL) {
            return detector.label() + " (to beat)";
        }
        return detector.label() + (result.comparisonOnly(detector) ? " (for comparison only)" : "");
    }

    /** A mean with its interval and its spread over seeds; how many data sets it is of is in the JSON. */
    public static String cell(Estimate estimate, BenchmarkFigure figure) {
        String interval = Double.isNaN(estimate.interval().low())
                ? ""
                : " [" + number(estimate.interval().low(), figure) + ", "
                        + number(estimate.interval().high(), figure) + "]";
        String spread = Double.isNaN(estimate.overSeeds()) ? "" : " ± " + number(estimate.overSeeds(), figure);
        return number(estimate.mean(), figure) + interval + spread;
    }

    /** A figure with its decimals; n/a if it is not defined. */
    static String number(double value, BenchmarkFigure figure) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + figure.decimals() + "f", value) : UNDEFINED;
    }

    /** A difference with its interval and p-value. */
    public static String difference(PairedComparison compared) {
        return Double.isNaN(compared.interval().low())
                ? String.format(Locale.ROOT, "%+.3f", compared.difference())
                : String.format(
                        Locale.ROOT,
                        "%+.3f [%+.3f, %+.3f] p %.3f",
                        compared.difference(),
                        compared.interval().low(),
                        compared.interval().high(),
                        compared.pValue());
    }
}
