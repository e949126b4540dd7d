package io.xvad.evaluation;

import io.xvad.metrics.detection.DetectionFigures;
import io.xvad.metrics.localisation.PixelMetrics;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as tables of plain text; a figure that is not defined is n/a, and a line below says why. */
public final class FiguresText {

    private static final String UNDEFINED = "n/a";

    private FiguresText() {}

    /** A figure with three decimals; n/a if it is not defined. */
    public static String figure(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : UNDEFINED;
    }

    /** A figure and its interval; n/a if it is not defined. */
    static String figure(double value, Bootstrap.Interval interval) {
        return Double.isFinite(value)
                ? figure(value) + " [" + figure(interval.low()) + ", " + figure(interval.high()) + "]"
                : UNDEFINED;
    }

    private static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.0f %%", 100 * share) : UNDEFINED;
    }

    /** Everything that was measured of images. */
    public static String table(ImageEvaluation.Result result) {
        return table(result.image(), result.pixel().orElse(null)) + byDefect(result);
    }

    /** Image AUROC of each defect, what was decided, and where maps point or why pixels were not measured. */
    public static String byDefect(ImageEvaluation.Result result) {
        StringBuilder text = new StringBuilder();
        result.byDefect()
                .forEach((defect, auroc) ->
                        text.append(String.format(Locale.ROOT, "  %-20s image AUROC %s%n", defect, figure(auroc))));
        text.append(String.format(
                Locale.ROOT,
                "called anomalous: %s of normal images, %s of anomalous ones%n",
                percent(result.falseAlarms()),
                percent(result.detected())));
        if (result.pixel().isPresent()) {
            text.append(String.format(
                    Locale.ROOT,
                    "pointing game: the highest value lies in the mask in %s of anomalous images%n",
                    percent(result.pointing())));
        } else {
            text.append(result.pixelNote()).append(System.lineSeparator());
        }
        return text.toString();
    }

    /** The headline figures. */
    public static String table(DetectionFigures image, PixelMetrics.@Nullable Result pixel) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d normal and %d anomalous images%n        AUROC     AP  F1-max  AU-PRO%n",
                image.normal(),
                image.anomalous()));
        text.append(row("image", image)).append(System.lineSeparator());
        if (pixel != null) {
            text.append(row("pixel", pixel.pixels()))
                    .append(String.format(Locale.ROOT, "   %5s%n", figure(pixel.aupro())));
        }
        return text.append(undefined(image)).toString();
    }

    /** Why figures over images are not defined, a line; empty if both classes are there. */
    static String undefined(DetectionFigures image) {
        if (image.normal() > 0 && image.anomalous() > 0) {
            return "";
        }
        String only = image.normal() > 0 ? "normal" : "anomalous";
        return "n/a: one class only, all images are " + only + System.lineSeparator();
    }

    private static String row(String what, DetectionFigures figures) {
        return String.format(
                Locale.ROOT,
                "%s   %5s  %5s   %5s",
                what,
                figure(figures.auroc()),
                figure(figures.averagePrecision()),
                figure(figures.bestF1().value()));
    }
}
