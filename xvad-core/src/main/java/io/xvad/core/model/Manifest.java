package io.xvad.core.model;

import io.xvad.core.json.JsonObject;
import io.xvad.core.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model file says of itself.
 *
 * @param provenance where the model came from
 * @param entries size and digest of each entry, by name
 */
record Manifest(Provenance provenance, Map<String, Entry> entries) {

    static final String NAME = "manifest.json";
    static final int FORMAT_VERSION = 1;
    private static final String FORMAT = "xvad-model";

    record Entry(long bytes, String sha256) {}

    String toJson() {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeNumberField("formatVersion", FORMAT_VERSION);
            json.writeStringField("detector", provenance.detector());
            json.writeObjectFieldStart("options");
            for (Map.Entry<String, String> option : provenance.options().entrySet()) {
                json.writeStringField(option.getKey(), option.getValue());
            }
            json.writeEndObject();
            json.writeNumberField("seed", provenance.seed());
            json.writeNumberField("trainingSize", provenance.trainingSize());
            json.writeStringField("trainingFingerprint", provenance.trainingFingerprint());
            json.writeStringField("libraryVersion", provenance.libraryVersion());
            json.writeArrayFieldStart("entries");
            for (Map.Entry<String, Entry> entry : entries.entrySet()) {
                json.writeStartObject();
                json.writeStringField("name", entry.getKey());
                json.writeNumberField("bytes", entry.getValue().bytes());
                json.writeStringField("sha256", entry.getValue().sha256());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** Throws {@link IllegalArgumentException} if the text is no manifest of a known version. */
    static Manifest parse(String text) {
        JsonObject json = JsonObject.parse(text);
        if (!json.string("format").equals(FORMAT)) {
            throw new IllegalArgumentException("format is '" + json.string("format") + "', wanted '" + FORMAT + "'");
        }
        if (json.integer("formatVersion") != FORMAT_VERSION) {
            throw new IllegalArgumentException("format version " + json.integer("formatVersion")
                    + " cannot be read by this version of XVAD, which reads " + FORMAT_VERSION);
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (JsonObject entry : json.objects("entries")) {
            entries.put(entry.string("name"), new Entry(entry.longInteger("bytes"), entry.string("sha256")));
        }
        Provenance provenance = new Provenance(
                json.string("detector"),
                json.object("options").texts(),
                json.longInteger("seed"),
                json.integer("trainingSize"),
                json.string("trainingFingerprint"),
                json.string("libraryVersion"));
        return new Manifest(provenance, entries);
    }
}
