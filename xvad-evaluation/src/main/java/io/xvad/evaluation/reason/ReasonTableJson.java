package io.xvad.evaluation.reason;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.explain.Reason;
import io.xvad.evaluation.FiguresJson;
import java.util.Locale;

/** How right reasons are, as JSON: every figure with its interval, and what was said of every image. */
public final class ReasonTableJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ReasonTableJson() {}

    /** {@code rows}, {@code reliance}, {@code images} and {@code notes}. */
    public static ObjectNode of(ReasonTable table) {
        ObjectNode json = NODES.objectNode();
        ArrayNode rows = json.putArray("rows");
        table.rows().forEach(row -> rows.add(row(row)));
        ObjectNode reliance = json.putObject("reliance");
        for (ReasonGroup group : ReasonGroup.values()) {
            table.reliance(group).ifPresent(figures -> reliance.set(group.label(), reliance(figures)));
        }
        ArrayNode images = json.putArray("images");
        table.judged().forEach(one -> images.add(image(one)));
        table.notes().forEach(json.putArray("notes")::add);
        return json;
    }

    private static ObjectNode row(ReasonRow row) {
        ObjectNode json = NODES.objectNode()
                .put("group", row.group().label())
                .put("kind", row.kind())
                .put("images", row.images());
        for (ReasonFigure figure : ReasonFigure.values()) {
            ReasonEstimate estimate = row.figures().get(figure);
            if (estimate != null) {
                ObjectNode node = json.putObject(key(figure));
                node.set("value", FiguresJson.number(estimate.value()));
                node.set("low", FiguresJson.number(estimate.interval().low()));
                node.set("high", FiguresJson.number(estimate.interval().high()));
                node.put("images", estimate.images());
            }
        }
        return json;
    }

    private static ObjectNode reliance(RelianceFigures figures) {
        ObjectNode json = NODES.objectNode().put("images", figures.images()).put("pointsAtTheCause", figures.right());
        json.set("auroc", FiguresJson.number(figures.auroc()));
        json.set("aurocInterval", FiguresJson.interval(figures.aurocInterval()));
        json.set("calibrationError", FiguresJson.number(figures.error()));
        json.set("calibrationErrorInterval", FiguresJson.interval(figures.errorInterval()));
        return json;
    }

    private static ObjectNode image(JudgedReasons judged) {
        ObjectNode json = NODES.objectNode()
                .put("id", judged.judged().id())
                .put("group", judged.judged().group().label())
                .put("kind", judged.judged().kind());
        ArrayNode reasons = json.putArray("reasons");
        judged.reasons().forEach(reason -> reasons.add(reason(reason)));
        judged.words().forEach(json.putArray("words")::add);
        judged.reliance().ifPresent(reliance -> json.put("reliance", reliance.probability()));
        for (ReasonFigure figure : ReasonFigure.values()) {
            if (judged.figures().containsKey(figure)) {
                json.set(key(figure), FiguresJson.number(judged.figure(figure)));
            }
        }
        return json;
    }

    private static ObjectNode reason(Reason reason) {
        ObjectNode json = NODES.objectNode().put("name", reason.name()).put("pValue", reason.pValue());
        reason.qualifiers().forEach(json.putArray("qualifiers")::add);
        return json;
    }

    private static String key(ReasonFigure figure) {
        return figure.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
