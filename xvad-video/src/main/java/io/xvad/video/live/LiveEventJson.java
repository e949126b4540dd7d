package io.xvad.video.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Box;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.video.event.EventNarration;
import io.xvad.video.event.VideoEvent;
import java.util.Locale;

/** Writes news of an event as JSON, with the fields that {@code events.json} has and those of a live event. */
public final class LiveEventJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private LiveEventJson() {}

    /** One object; times of day are in UTC, and only there for a live source. */
    public static ObjectNode of(LiveEvent live) {
        VideoEvent event = live.event();
        ObjectNode json = NODES.objectNode();
        json.put("news", live.news().name().toLowerCase(Locale.ROOT));
        json.put("id", live.id());
        json.put("camera", live.camera());
        json.put("number", event.number());
        live.at(event.start()).ifPresent(when -> json.put("startTime", when.toString()));
        live.at(event.end()).ifPresent(when -> json.put("endTime", when.toString()));
        json.put("start", event.start());
        json.put("end", event.end());
        live.cause()
                .ifPresent(cause ->
                        json.put("cause", cause.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        json.put("peakFrame", event.peak().index());
        json.put("peakSeconds", event.peak().seconds());
        json.put("peakScore", event.peakScore());
        json.set("limit", number(event.threshold()));
        json.set("box", box(event.box()));
        json.put("words", EventNarration.inWords(event));
        json.putArray("attributes")
                .addAll(event.attributes().stream()
                        .map(LiveEventJson::attribute)
                        .toList());
        event.nearest().ifPresent(nearest -> json.putObject("nearestNormal")
                .put("sample", nearest.sampleId())
                .put("distance", nearest.distance())
                .set("box", box(nearest.box())));
        return json;
    }

    private static JsonNode attribute(AttributeDeviation deviation) {
        ObjectNode json = NODES.objectNode();
        json.put("attribute", deviation.attribute());
        json.put("unit", deviation.unit());
        json.set("observed", number(deviation.observed()));
        json.set("normalLow", number(deviation.normalLow()));
        json.set("normalHigh", number(deviation.normalHigh()));
        json.set("surprise", number(deviation.surprise()));
        return json;
    }

    private static JsonNode number(double value) {
        return Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode();
    }

    private static ObjectNode box(Box box) {
        return NODES.objectNode()
                .put("x", box.x())
                .put("y", box.y())
                .put("width", box.width())
                .put("height", box.height());
    }
}
