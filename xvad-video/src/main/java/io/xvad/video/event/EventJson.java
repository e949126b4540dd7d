package io.xvad.video.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Box;
import io.xvad.core.explain.AttributeDeviation;

/** Writes what was found at the peak of an event as JSON. */
public final class EventJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EventJson() {}

    /**
     * Adds the peak, the limit, the box, the sentence, the attributes and the nearest normal object of an event to an object. A number that
     * is not finite is null.
     */
    public static void addPeak(ObjectNode json, VideoEvent event) {
        json.put("peakFrame", event.peak().index());
        json.put("peakSeconds", event.peak().seconds());
        json.put("peakScore", event.peakScore());
        json.set("limit", number(event.threshold()));
        json.set("box", box(event.box()));
        json.put("words", EventNarration.inWords(event));
        json.putArray("attributes")
                .addAll(event.attributes().stream().map(EventJson::attribute).toList());
        event.nearest().ifPresent(nearest -> json.putObject("nearestNormal")
                .put("sample", nearest.sampleId())
                .put("distance", nearest.distance())
                .set("box", box(nearest.box())));
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
