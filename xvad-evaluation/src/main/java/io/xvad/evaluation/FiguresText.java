package io.xvad.evaluation;

import io.xvad.metrics.detection.DetectionFigures;
import io.xvad.metrics.localisation.PixelMetrics;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as tables of plain text. */
public final class FiguresText {

    private FiguresText() {}

    /** Everything that was measured of images. */
    public static String table(ImageEvaluation.Result result) {
        return table(result.image(), result.pixel().orElse(null)) + byDefect(result);
    }

    /** Image AUROC of each defect, what was decided and where maps point. */
    public static String byDefect(ImageEvaluation.Result result) {
        StringBuilder text = new StringBuilder();
        result.byDefect()
                .forEach((defect, auroc) ->
                        text.append(String.format(Locale.ROOT, "  %-20s image AUROC %.3f%n", defect, auroc)));
        text.append(String.format(
                Locale.ROOT,
                "called anomalous: %.0f %% of normal images, %.0f %% of anomalous ones%n",
                100 * result.falseAlarms(),
                100 * result.detected()));
        if (result.pixel().isPresent()) {
            text.append(String.format(
                    Locale.ROOT,
                    "pointing game: the highest value lies in the mask in %.0f %% of anomalous images%n",
                    100 * result.pointing()));
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
            text.append(row("pixel", pixel.pixels())).append(String.format(Locale.ROOT, "   %.3f%n", pixel.aupro()));
        }
        return text.toString();
    }

    private static String row(String what, DetectionFigures figures) {
        return String.format(
                Locale.ROOT,
                "%s   %.3f  %.3f   %.3f",
                what,
                figures.auroc(),
                figures.averagePrecision(),
                figures.bestF1().value());
    }
}
