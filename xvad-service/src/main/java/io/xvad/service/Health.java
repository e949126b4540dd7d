package io.xvad.service;

import io.xvad.core.json.JsonText;

/** Tells whether the process lives, and whether it takes work. */
record Health(Admission admission) {

    Answer both(Request request) {
        return Answer.json(json());
    }

    Answer live(Request request) {
        return Answer.json(json());
    }

    /** 503 when it is stopping. */
    Answer ready(Request request) {
        return Answer.of(admission.open() ? 200 : 503, "application/json", json());
    }

    private String json() {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeBooleanField("live", true);
            json.writeBooleanField("ready", admission.open());
            json.writeEndObject();
        });
    }
}
