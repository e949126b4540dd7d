package io.xvad.core.model;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.Determinism;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A provenance as fields of a manifest. Fields that most models do not need are left out, and may be missing. */
final class ProvenanceJson {

    private static final String PRESET = "preset";
    private static final String LABELLED = "labelledSize";
    private static final String UNLABELLED = "unlabelledSize";
    private static final String AUXILIARY = "auxiliarySize";
    private static final String DETERMINISM = "determinism";
    private static final String EXTERNAL = "external";
    private static final String CHANGES = "changes";

    private ProvenanceJson() {}

    static void write(JsonGenerator json, Provenance provenance) throws IOException {
        json.writeStringField("detector", provenance.detector());
        json.writeObjectFieldStart("options");
        for (Map.Entry<String, String> option : provenance.options().entrySet()) {
            json.writeStringField(option.getKey(), option.getValue());
        }
        json.writeEndObject();
        write(json, PRESET, provenance.preset());
        json.writeNumberField("seed", provenance.seed());
        json.writeNumberField("trainingSize", provenance.trainingSize());
        json.writeStringField("trainingFingerprint", provenance.trainingFingerprint());
        LearnedFrom learned = provenance.learnedFrom();
        if (!learned.isNormalsOnly()) {
            json.writeNumberField(LABELLED, learned.labelled());
            json.writeNumberField(UNLABELLED, learned.unlabelled());
            json.writeNumberField(AUXILIARY, learned.auxiliary());
        }
        if (provenance.determinism() != Determinism.EXACT) {
            json.writeStringField(DETERMINISM, provenance.determinism().name());
        }
        if (!provenance.external().isEmpty()) {
            json.writeArrayFieldStart(EXTERNAL);
            for (ExternalModel model : provenance.external()) {
                write(json, model);
            }
            json.writeEndArray();
        }
        json.writeStringField("libraryVersion", provenance.libraryVersion());
        if (!provenance.changes().isEmpty()) {
            json.writeArrayFieldStart(CHANGES);
            for (Change change : provenance.changes()) {
                write(json, change);
            }
            json.writeEndArray();
        }
    }

    private static void write(JsonGenerator json, Change change) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", change.kind().name());
        json.writeStringField("date", change.date().toString());
        json.writeNumberField("samples", change.samples());
        json.writeStringField("effect", change.effect());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ExternalModel model) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", model.name());
        write(json, "weightsSha256", model.weightsSha256());
        write(json, "promptSha256", model.promptSha256());
        write(json, "endpoint", model.endpoint().map(URI::toString));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }

    static Provenance read(JsonObject json) {
        return new Provenance(
                json.string("detector"),
                json.object("options").texts(),
                text(json, PRESET),
                json.longInteger("seed"),
                new LearnedFrom(
                        json.integer("trainingSize"),
                        size(json, LABELLED),
                        size(json, UNLABELLED),
                        size(json, AUXILIARY),
                        json.string("trainingFingerprint")),
                json.has(DETERMINISM) ? Determinism.valueOf(json.string(DETERMINISM)) : Determinism.EXACT,
                json.has(EXTERNAL)
                        ? json.objects(EXTERNAL).stream()
                                .map(ProvenanceJson::external)
                                .toList()
                        : List.of(),
                json.string("libraryVersion"),
                json.has(CHANGES)
                        ? json.objects(CHANGES).stream()
                                .map(ProvenanceJson::change)
                                .toList()
                        : List.of());
    }

    private static Change change(JsonObject json) {
        return new Change(
                Change.Kind.valueOf(json.string("kind")),
                date(json.string("date")),
                json.integer("samples"),
                json.string("effect"));
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is no date", e);
        }
    }

    private static int size(JsonObject json, String name) {
        return json.has(name) ? json.integer(name) : 0;
    }

    private static ExternalModel external(JsonObject json) {
        return new ExternalModel(
                json.string("name"),
                text(json, "weightsSha256"),
                text(json, "promptSha256"),
                text(json, "endpoint").map(URI::create));
    }

    private static Optional<String> text(JsonObject json, String name) {
        return json.has(name) ? Optional.of(json.string(name)) : Optional.empty();
    }
}
