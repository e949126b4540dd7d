package io.xvad.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.metrics.detection.DetectionFigures;
import io.xvad.metrics.localisation.PixelMetrics;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.Map;

/** Figures as JSON, with the same keys everywhere. */
public final class FiguresJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private FiguresJson() {}

    /** A number; null where it is not defined. */
    public static JsonNode number(double value) {
        return Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode();
    }

    /**
     * {@code auroc}, {@code ap}, {@code f1_max}, its threshold, and the counts. What is not defined is null; {@code note} says
     * why.
     */
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
        if (figures.normal() == 0 || figures.anomalous() == 0) {
            json.put("note", "one class only");
        }
        return json;
    }

    /** The same over pixels, and {@code aupro}. */
    public static ObjectNode pixel(PixelMetrics.Result result) {
        ObjectNode json = detection(result.pixels());
        json.set("aupro", number(result.aupro()));
        json.put("regions", result.regions());
        return json;
    }

    /** A whole evaluation; {@code pixel} is null if pixels were not measured, and {@code pixelNote} says why. */
    public static ObjectNode evaluation(ImageEvaluation.Result result) {
        ObjectNode json = NODES.objectNode();
        json.set("image", detection(result.image()));
        result.pixel().ifPresentOrElse(pixel -> json.set("pixel", pixel(pixel)), () -> json.putNull("pixel")
                .put("pixelNote", result.pixelNote()));
        json.set("pointing_game", number(result.pointing()));
        ObjectNode defects = json.putObject("byDefect");
        for (Map.Entry<String, Double> entry : result.byDefect().entrySet()) {
            defects.putObject(entry.getKey()).set("auroc", number(entry.getValue()));
        }
        json.set("falseAlarmRate", number(result.falseAlarms()));
        json.set("detectionRate", number(result.detected()));
        result.failures().forEach(json.putArray("failures")::add);
        result.notes().forEach(json.putArray("notes")::add);
        return json;
    }

    /** Both ends of a confidence interval. */
    public static ArrayNode interval(Bootstrap.Interval interval) {
        return NODES.arrayNode().add(number(interval.low())).add(number(interval.high()));
    }
}
