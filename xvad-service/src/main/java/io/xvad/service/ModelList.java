package io.xvad.service;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.SampleKind;
import io.xvad.core.explain.Explainer;
import io.xvad.core.json.JsonText;
import io.xvad.core.model.Provenance;
import java.io.IOException;
import java.util.Locale;

/** Lists the models. */
record ModelList(ServedModels models) implements Route.Quick {

    @Override
    public Answer answer(Request request) {
        return Answer.json(JsonText.of(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("models");
            for (ServedModel model : models.all()) {
                write(json, model);
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    private static void write(JsonGenerator json, ServedModel model) throws IOException {
        Provenance provenance = model.fitted().provenance();
        json.writeStartObject();
        json.writeStringField("name", model.name());
        json.writeStringField("detector", provenance.detector());
        json.writeStringField("fingerprint", provenance.fingerprint());
        json.writeStringField("libraryVersion", provenance.libraryVersion());
        json.writeBooleanField("calibrated", model.calibrated());
        json.writeArrayFieldStart("inputKinds");
        for (SampleKind kind : model.kinds()) {
            json.writeString(kind.name().toLowerCase(Locale.ROOT));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("explainers");
        for (Explainer explainer : model.explainers()) {
            json.writeString(explainer.name());
        }
        json.writeEndArray();
        if (model.drift().isPresent()) {
            json.writeFieldName("drift");
            json.writeRawValue(model.drift().get().status().json());
        }
        json.writeEndObject();
    }
}
