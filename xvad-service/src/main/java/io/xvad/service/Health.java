package io.xvad.service;

import io.xvad.core.json.JsonText;

/** Tells whether the process lives, whether it takes work, and how many warnings of drift stand. */
record Health(Admission admission, ServedModels models) {

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

    private long driftWarnings() {
        return models.all().stream()
                .flatMap(model -> model.drift().stream())
                .mapToLong(watch -> watch.status().warnings().size())
                .sum();
    }

    private String json() {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeBooleanField("live", true);
            json.writeBooleanField("ready", admission.open());
            if (models.all().stream().anyMatch(model -> model.drift().isPresent())) {
                json.writeNumberField("driftWarnings", driftWarnings());
            }
            json.writeEndObject();
        });
    }
}
