package io.xvad.report;

import io.xvad.evaluation.benchmark.BenchmarkData;
import io.xvad.evaluation.benchmark.BenchmarkDetector;
import io.xvad.evaluation.benchmark.BenchmarkDetector.Role;
import io.xvad.evaluation.benchmark.BenchmarkFigure;
import io.xvad.evaluation.benchmark.BenchmarkResult;
import io.xvad.evaluation.benchmark.BenchmarkText;
import io.xvad.evaluation.benchmark.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A benchmark as a page: the means, the detectors beside the first one, and each data set. */
public final class BenchmarkPage {

    private static final String EXPLAINED =
            "(to beat): a Gaussian of each pixel's colour; untrained: the same detector with the weights it begins with. A detector is (for"
                    + " comparison only) if it does not clearly beat both, in image AUROC or AU-PRO.\n"
                    + "Detection rate: share of anomalous images called anomalous at the threshold that promises the false-alarm rate; beside"
                    + " it the false-alarm rate seen.";

    private BenchmarkPage() {}

    /** The page. */
    public static ReportPage of(BenchmarkResult result) {
        List<ReportPage.Section> sections = new ArrayList<>();
        sections.add(section("Means over data sets", result, (detector, figure) -> result.estimate(detector, figure)));
        sections.add(beside(result));
        for (BenchmarkData data : result.plan().data()) {
            sections.add(section(data.name(), result, (detector, figure) -> result.estimate(detector, data, figure)));
        }
        List<String> lines = new ArrayList<>(List.of(BenchmarkText.introduction(result) + ".", EXPLAINED));
        result.notes().forEach(note -> lines.add(note + "."));
        List<String> header = Arrays.stream(BenchmarkFigure.values())
                .map(BenchmarkFigure::label)
                .toList();
        return new ReportPage("XVAD: detectors compared", String.join("\n", lines), header, sections);
    }

    private static ReportPage.Section section(
            String title, BenchmarkResult result, BiFunction<BenchmarkDetector, BenchmarkFigure, Estimate> estimates) {
        List<ReportPage.Row> rows = result.plan().detectors().stream()
                .map(detector -> new ReportPage.Row(
                        BenchmarkText.name(result, detector),
                        cells(figure -> BenchmarkText.cell(estimates.apply(detector, figure), figure))))
                .toList();
        return new ReportPage.Section(title, rows, List.of(), List.of());
    }

    private static ReportPage.Section beside(BenchmarkResult result) {
        BenchmarkDetector first = result.plan().detectors().get(0);
        List<ReportPage.Row> rows = result.plan().detectors().stream()
                .filter(one -> one.role() != Role.UNTRAINED && !one.equals(first))
                .map(one -> new ReportPage.Row(one.label(), cells(figure -> result.comparison(one, first, figure)
                        .map(BenchmarkText::difference)
                        .orElse(""))))
                .toList();
        return new ReportPage.Section(
                "Less " + first.label(),
                "Differences of the means on the same images, with their intervals and p-values.",
                rows,
                List.of(),
                List.of());
    }

    private static List<String> cells(Function<BenchmarkFigure, String> cell) {
        return Arrays.stream(BenchmarkFigure.values()).map(cell).toList();
    }
}
