package io.xvad.evaluation.versions;

import io.xvad.evaluation.FiguresText;
import io.xvad.metrics.detection.VerdictChanges;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.metrics.uncertainty.PairedComparison;
import io.xvad.metrics.uncertainty.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison of two models as rows of text. */
public final class ModelComparisonText {

    private static final double LEVEL = 0.95;

    private ModelComparisonText() {}

    /**
     * A row.
     *
     * @param name what was measured
     * @param cells of the first model, of the second, of the difference, and its p-value: see {@link #header}
     */
    public record Row(String name, List<String> cells) {}

    /** Names of the cells. */
    public static List<String> header() {
        return List.of("A", "B", "B less A", "p-value");
    }

    /** Figures with their differences and intervals, then shares that are called anomalous with how many decisions change either way. */
    public static List<Row> rows(ModelComparison comparison) {
        List<Row> rows = new ArrayList<>();
        for (ComparedFigure figure : comparison.figures()) {
            PairedComparison difference = figure.difference();
            rows.add(new Row(
                    figure.name(),
                    List.of(
                            FiguresText.figure(figure.first()),
                            FiguresText.figure(figure.second()),
                            difference(difference),
                            pValue(difference.pValue()))));
        }
        for (ComparedDecisions decisions : comparison.decisions()) {
            VerdictChanges changes = decisions.changes();
            rows.add(new Row(
                    decisions.name() + " called anomalous",
                    List.of(
                            share(changes.first()),
                            share(changes.second()),
                            String.format(Locale.ROOT, "%d more, %d fewer", changes.secondOnly(), changes.firstOnly()),
                            pValue(changes.oneSidedness()))));
        }
        return rows;
    }

    private static String difference(PairedComparison difference) {
        Bootstrap.Interval interval = difference.interval();
        return String.format(
                Locale.ROOT, "%+.3f [%+.3f, %+.3f]", difference.difference(), interval.low(), interval.high());
    }

    private static String share(Proportion share) {
        Bootstrap.Interval interval = share.interval(LEVEL);
        return String.format(
                Locale.ROOT,
                "%d of %d (%.0f to %.0f %%)",
                share.count(),
                share.items(),
                100 * interval.low(),
                100 * interval.high());
    }

    private static String pValue(double p) {
        return p < 0.001 ? "below 0.001" : String.format(Locale.ROOT, "%.3f", p);
    }

    /** One sentence on how many decisions change, and how many of them for the better where that is known. */
    public static String summary(ModelComparison comparison) {
        List<ComparedImage> changed = comparison.changed();
        long known =
                changed.stream().filter(image -> image.better().isPresent()).count();
        long better =
                changed.stream().filter(image -> image.better().orElse(false)).count();
        return String.format(
                        Locale.ROOT,
                        "%d of %d images are decided otherwise",
                        changed.size(),
                        comparison.images().size())
                + (known == 0
                        ? ""
                        : String.format(Locale.ROOT, ": %d rightly now, %d wrongly now", better, known - better))
                + String.format(
                        Locale.ROOT,
                        "; rank correlation of the scores %s",
                        FiguresText.figure(comparison.rankCorrelation()));
    }

    /** Rows as a table of plain text, and the summary. */
    public static String table(ModelComparison comparison) {
        StringBuilder text = new StringBuilder(line("", header()));
        rows(comparison).forEach(row -> text.append(line(row.name(), row.cells())));
        return text.append(summary(comparison)).append(System.lineSeparator()).toString();
    }

    private static String line(String name, List<String> cells) {
        return String.format(
                        Locale.ROOT,
                        "%-34s %-26s %-26s %-26s %s",
                        name,
                        cells.get(0),
                        cells.get(1),
                        cells.get(2),
                        cells.get(3))
                + System.lineSeparator();
    }
}
