package io.xvad.evaluation.video;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.evaluation.FiguresJson;
import io.xvad.video.event.EventJson;
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
        EventJson.addPeak(json, event);
        return json;
    }
}
