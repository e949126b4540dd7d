package io.xvad.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.metrics.detection.DetectionFigures;
import io.xvad.metrics.localisation.PixelMetrics;
import java.util.Locale;
import java.util.Map;

/** Figures as JSON and as text, with the same keys everywhere. */
public final class FiguresJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private FiguresJson() {}

    /** A number; null where it is not defined. */
    public static JsonNode number(double value) {
        return Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode();
    }

    /** {@code auroc}, {@code ap}, {@code f1_max}, its threshold, and the counts. */
    public static ObjectNode detection(DetectionFigures figures) {
        ObjectNode json = NODES.objectNode();
        json.set("auroc", number(figures.auroc()));
        json.set("ap", number(figures.averagePrecision()));
        json.set("f1_max", number(figures.bestF1().value()));
        json.set("f1_max_threshold", number(figures.bestF1().threshold()));
        json.set("fpr95", number(figures.fpr95()));
        json.set("eer", number(figures.equalErrorRate()));
        json.put("normal", figures.normal());
        json.put("anomalous", figures.anomalous());
        return json;
    }

    /** The same over pixels, and {@code aupro}. */
    public static ObjectNode pixel(PixelMetrics.Result result) {
        ObjectNode json = detection(result.pixels());
        json.set("aupro", number(result.aupro()));
        json.put("regions", result.regions());
        return json;
    }

    /** A whole evaluation. */
    public static ObjectNode evaluation(ImageEvaluation.Result result) {
        ObjectNode json = NODES.objectNode();
        json.set("image", detection(result.image()));
        result.pixel().ifPresent(pixel -> json.set("pixel", pixel(pixel)));
        json.set("pointing_game", number(result.pointing()));
        ObjectNode defects = json.putObject("byDefect");
        for (Map.Entry<String, Double> entry : result.byDefect().entrySet()) {
            defects.putObject(entry.getKey()).set("auroc", number(entry.getValue()));
        }
        json.set("falseAlarmRate", number(result.falseAlarms()));
        json.set("detectionRate", number(result.detected()));
        result.failures().forEach(json.putArray("failures")::add);
        return json;
    }

    /** A table for people. */
    public static String table(ImageEvaluation.Result result) {
        return table(result.image(), result.pixel().orElse(null)) + byDefect(result);
    }

    /** Image AUROC of each defect, what was decided and where maps point, for people. */
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
    public static String table(DetectionFigures image, PixelMetrics.@org.jspecify.annotations.Nullable Result pixel) {
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
