package io.xvad.video.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.video.event.EventJson;
import io.xvad.video.event.VideoEvent;
import java.util.Locale;

/** Writes news of an event as JSON, with the fields that {@code events.json} has and those of a live event. */
public final class LiveEventJson {

    private LiveEventJson() {}

    /** One object; times of day are in UTC, and only there for a live source. */
    public static ObjectNode of(LiveEvent live) {
        VideoEvent event = live.event();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
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
        EventJson.addPeak(json, event);
        return json;
    }
}
