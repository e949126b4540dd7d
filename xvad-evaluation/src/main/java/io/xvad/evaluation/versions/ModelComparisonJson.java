package io.xvad.evaluation.versions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Verdict;
import io.xvad.evaluation.FiguresJson;
import io.xvad.metrics.detection.VerdictChanges;
import java.util.Locale;

/** A comparison of two models as JSON. */
public final class ModelComparisonJson {

    private ModelComparisonJson() {}

    /**
     * {@code images}, {@code rankCorrelation}, {@code figures} and {@code decisions} by key, {@code changed} images with what both models found, and {@code
     * failures}. What is not defined is null; thresholds without a limit are the text {@code Infinity}.
     */
    public static ObjectNode of(ModelComparison comparison) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("images", comparison.images().size());
        json.set("rankCorrelation", FiguresJson.number(comparison.rankCorrelation()));
        ObjectNode figures = json.putObject("figures");
        comparison.figures().forEach(one -> figures.set(one.key(), figure(one)));
        ObjectNode decisions = json.putObject("decisions");
        comparison.decisions().forEach(one -> decisions.set(one.key(), decisions(one.changes())));
        comparison.changed().forEach(image -> json.withArray("/changed").add(image(image)));
        json.withArray("/changed");
        comparison.failures().forEach(json.putArray("failures")::add);
        return json;
    }

    private static ObjectNode figure(ComparedFigure figure) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("first", FiguresJson.number(figure.first()));
        json.set("second", FiguresJson.number(figure.second()));
        json.set("difference", FiguresJson.number(figure.difference().difference()));
        json.set("interval", FiguresJson.interval(figure.difference().interval()));
        json.set("pValue", FiguresJson.number(figure.difference().pValue()));
        return json;
    }

    private static ObjectNode decisions(VerdictChanges changes) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("images", changes.pairs());
        json.put("bothAnomalous", changes.bothAnomalous());
        json.put("firstOnly", changes.firstOnly());
        json.put("secondOnly", changes.secondOnly());
        json.put("bothNormal", changes.bothNormal());
        json.set("pValue", FiguresJson.number(changes.oneSidedness()));
        return json;
    }

    private static ObjectNode image(ComparedImage image) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("sampleId", image.id());
        image.defect().ifPresent(defect -> json.put("defect", defect));
        image.better().ifPresent(better -> json.put("better", better));
        json.set("first", judged(image.first()));
        json.set("second", judged(image.second()));
        return json;
    }

    private static ObjectNode judged(ComparedImage.Judged judged) {
        Verdict verdict = judged.verdict();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("score", judged.score());
        json.put("decision", verdict.decision().name().toLowerCase(Locale.ROOT));
        verdict.pValue().ifPresent(p -> json.put("pValue", p));
        verdict.threshold().ifPresent(limit -> {
            if (Double.isFinite(limit)) {
                json.put("threshold", limit);
            } else {
                json.put("threshold", String.valueOf(limit));
            }
        });
        return json;
    }
}
