package io.xvad.evaluation.reason;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How right reasons are, as tables of plain text. */
public final class ReasonTableText {

    /** The figures that matter most. */
    public static final List<ReasonFigure> MAIN = List.of(
            ReasonFigure.FLAGGED,
            ReasonFigure.FIRST,
            ReasonFigure.FIRST_THREE,
            ReasonFigure.EMPTY,
            ReasonFigure.NAMED_IF_FLAGGED,
            ReasonFigure.NORMAL_AGAIN,
            ReasonFigure.CHANGED,
            ReasonFigure.PSNR_GAIN,
            ReasonFigure.SECONDS);

    private static final List<ReasonFigure> SAID = List.of(
            ReasonFigure.FLAGGED,
            ReasonFigure.FIRST,
            ReasonFigure.FIRST_THREE,
            ReasonFigure.FIRST_NAME,
            ReasonFigure.EMPTY,
            ReasonFigure.SAID,
            ReasonFigure.NAMED_IF_FLAGGED);
    private static final List<ReasonFigure> EXACT = List.of(
            ReasonFigure.SENTENCE,
            ReasonFigure.SIGN,
            ReasonFigure.PLACE,
            ReasonFigure.SIZE,
            ReasonFigure.SECONDS,
            ReasonFigure.DETECTIONS);
    private static final List<ReasonFigure> RESTORED = List.of(
            ReasonFigure.NORMAL_AGAIN,
            ReasonFigure.POINTS,
            ReasonFigure.CHANGED,
            ReasonFigure.CHANGED_AT_ALL,
            ReasonFigure.PSNR,
            ReasonFigure.PSNR_GAIN,
            ReasonFigure.SSIM_GAIN);
    private static final Set<ReasonFigure> LARGE =
            EnumSet.of(ReasonFigure.PSNR, ReasonFigure.PSNR_GAIN, ReasonFigure.DETECTIONS);
    private static final String UNDEFINED = "n/a";
    private static final int NAME = 30;
    private static final int CELL = 20;

    private ReasonTableText() {}

    /** What a row is about: its group, kind and number of images. */
    public static String name(ReasonRow row) {
        return row.group().label() + " " + row.kind() + " (" + row.images() + ")";
    }

    /** The figures of a row, in the order asked for. */
    public static List<String> cells(ReasonRow row, List<ReasonFigure> figures) {
        return figures.stream().map(figure -> cell(row, figure)).toList();
    }

    private static String cell(ReasonRow row, ReasonFigure figure) {
        ReasonEstimate estimate = row.figures().get(figure);
        if (estimate == null) {
            return UNDEFINED;
        }
        String digits = LARGE.contains(figure) ? "%.1f" : "%.2f";
        return String.format(
                Locale.ROOT,
                digits + " [" + digits + ", " + digits + "]",
                estimate.value(),
                estimate.interval().low(),
                estimate.interval().high());
    }

    /** What explanations say of themselves, a sentence for each group. */
    public static List<String> reliance(ReasonTable table) {
        List<String> sentences = new ArrayList<>();
        for (ReasonGroup group : ReasonGroup.values()) {
            table.reliance(group).ifPresent(figures -> sentences.add(sentence(group, figures)));
        }
        return sentences;
    }

    private static String sentence(ReasonGroup group, RelianceFigures figures) {
        String auroc = Double.isNaN(figures.auroc())
                ? UNDEFINED
                : String.format(
                        Locale.ROOT,
                        "%.2f [%.2f, %.2f]",
                        figures.auroc(),
                        figures.aurocInterval().low(),
                        figures.aurocInterval().high());
        return String.format(
                Locale.ROOT,
                "whether to rely on it, %s: %d of %d point at the cause; AUROC %s, calibration error %.2f [%.2f, %.2f]",
                group.label(),
                Math.round(figures.right() * figures.images()),
                figures.images(),
                auroc,
                figures.error(),
                figures.errorInterval().low(),
                figures.errorInterval().high());
    }

    /** All tables, what explanations say of themselves, and notes. */
    public static String of(ReasonTable table) {
        StringBuilder text = new StringBuilder(table.detector()).append(System.lineSeparator());
        append(text, "what is said", table, SAID);
        append(text, "how exactly, how fast", table, EXACT);
        append(text, "normal version", table, RESTORED);
        reliance(table).forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
        table.notes().forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
        return text.toString();
    }

    private static void append(StringBuilder text, String title, ReasonTable table, List<ReasonFigure> figures) {
        text.append("  ").append(padded(title, NAME));
        figures.forEach(figure -> text.append(padded(figure.label(), CELL)));
        text.append(System.lineSeparator());
        for (ReasonRow row : table.rows()) {
            text.append("  ").append(padded(name(row), NAME));
            cells(row, figures).forEach(cell -> text.append(padded(cell, CELL)));
            text.append(System.lineSeparator());
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
