package io.xvad.evaluation.video;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Box;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.evaluation.FiguresJson;
import io.xvad.video.event.EventNarration;
import io.xvad.video.event.VideoEvent;

/** Scores and events of videos as JSON. */
public final class WatchedVideoJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private WatchedVideoJson() {}

    /** The scores: {@code video}, {@code framesPerSecond}, {@code limit}, and {@code frames} of index, seconds and score. */
    public static ObjectNode scores(WatchedVideo watched) {
        ObjectNode json = NODES.objectNode();
        json.put("video", watched.name());
        json.put("framesPerSecond", watched.framesPerSecond());
        json.set("limit", FiguresJson.number(watched.limit()));
        ArrayNode frames = json.putArray("frames");
        watched.moments().forEach(moment -> frames.addObject()
                .put("index", moment.index())
                .put("seconds", moment.seconds())
                .put("score", moment.score()));
        return json;
    }

    /** The events, each with its span, box, attributes and a sentence. */
    public static ArrayNode events(WatchedVideo watched) {
        ArrayNode events = NODES.arrayNode();
        watched.events().forEach(event -> events.add(event(watched.name(), event)));
        return events;
    }

    private static ObjectNode event(String video, VideoEvent event) {
        ObjectNode json = NODES.objectNode();
        json.put("video", video);
        json.put("number", event.number());
        json.put("start", event.start());
        json.put("end", event.end());
        json.put("peakFrame", event.peak().index());
        json.put("peakSeconds", event.peak().seconds());
        json.put("peakScore", event.peakScore());
        json.set("limit", FiguresJson.number(event.threshold()));
        json.set("box", box(event.box()));
        json.put("words", EventNarration.inWords(event));
        ArrayNode attributes = json.putArray("attributes");
        event.attributes().forEach(attribute -> attributes.add(attribute(attribute)));
        event.nearest().ifPresent(nearest -> json.putObject("nearestNormal")
                .put("sample", nearest.sampleId())
                .put("distance", nearest.distance())
                .set("box", box(nearest.box())));
        return json;
    }

    private static ObjectNode attribute(AttributeDeviation deviation) {
        ObjectNode json = NODES.objectNode();
        json.put("attribute", deviation.attribute());
        json.put("unit", deviation.unit());
        json.set("observed", FiguresJson.number(deviation.observed()));
        json.set("normalLow", FiguresJson.number(deviation.normalLow()));
        json.set("normalHigh", FiguresJson.number(deviation.normalHigh()));
        json.set("surprise", FiguresJson.number(deviation.surprise()));
        return json;
    }

    private static ObjectNode box(Box box) {
        return NODES.objectNode()
                .put("x", box.x())
                .put("y", box.y())
                .put("width", box.width())
                .put("height", box.height());
    }
}
